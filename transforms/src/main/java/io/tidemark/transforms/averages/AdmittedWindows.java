// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.windowing.Windowing;
import java.util.Collection;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;

/** Puts an admitted reading into those of its fixed, sliding or calendar windows that are open. */
final class AdmittedWindows<K> extends AdmittedWindowFn<K> {
  AdmittedWindows(Windowing windowing) {
    super(windowing);
  }

  @Override
  public Collection<IntervalWindow> assignWindows(AssignContext context) {
    Admitted admitted = context.element().getValue();
    return windowing().windows(admitted.reading().time()).stream()
        .filter(window -> window.start() >= admitted.open().start())
        .map(Intervals::toBeam)
        .toList();
  }

  @Override
  public void mergeWindows(MergeContext context) {
    // Windows that do not merge.
  }

  @Override
  public boolean isNonMerging() {
    return true;
  }

  @Override
  public boolean assignsToOneWindow() {
    return false;
  }
}
