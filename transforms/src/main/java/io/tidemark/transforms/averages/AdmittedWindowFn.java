// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.windowing.Windowing;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.transforms.windowing.WindowMappingFn;
import org.apache.beam.sdk.values.KV;

/** What the assignments of admitted readings to windows have in common. */
abstract class AdmittedWindowFn<K> extends WindowFn<KV<K, Admitted>, IntervalWindow> {
  private final Windowing windowing;

  AdmittedWindowFn(Windowing windowing) {
    this.windowing = windowing;
  }

  final Windowing windowing() {
    return windowing;
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in WindowFn, so it has to be here
  public final boolean isCompatible(WindowFn<?, ?> other) {
    return equals(other);
  }

  @Override
  public final Coder<IntervalWindow> windowCoder() {
    return IntervalWindow.getCoder();
  }

  @Override
  public final WindowMappingFn<IntervalWindow> getDefaultWindowMappingFn() {
    return new NoSideInputs();
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof AdmittedWindowFn<?> same
        && same.getClass().equals(getClass())
        && same.windowing.equals(windowing);
  }

  @Override
  public final int hashCode() {
    return windowing.hashCode();
  }

  @Override
  public final String toString() {
    return windowing.toString();
  }

  private static final class NoSideInputs extends WindowMappingFn<IntervalWindow> {
    @Override
    public IntervalWindow getSideInputWindow(BoundedWindow mainWindow) {
      throw new UnsupportedOperationException("windows of admitted readings have no side inputs");
    }
  }
}
