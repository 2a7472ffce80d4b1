// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.windowing.Interval;
import io.tidemark.transforms.windowing.Windowing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;

/**
 * Puts an admitted reading into the session that its admission found.
 *
 * <p>The admission has merged already: the window it names holds all those that the session had
 * before. So windows merge where one contains the other, and a session that was closed at the
 * admission, but that the runner still keeps, is not opened again by a neighbour that overlaps it.
 */
final class AdmittedSessions<K> extends AdmittedWindowFn<K> {
  private static final Comparator<Interval> LONGEST_FIRST =
      Comparator.comparingLong((Interval window) -> window.end() - window.start()).reversed();

  AdmittedSessions(Windowing windowing) {
    super(windowing);
  }

  @Override
  public Collection<IntervalWindow> assignWindows(AssignContext context) {
    return List.of(Intervals.toBeam(context.element().getValue().open()));
  }

  @Override
  public void mergeWindows(MergeContext context) throws Exception {
    List<Interval> rest =
        new ArrayList<>(context.windows().stream().map(Intervals::fromBeam).toList());
    rest.sort(LONGEST_FIRST);
    while (!rest.isEmpty()) {
      Interval session = rest.get(0);
      List<Interval> parts = rest.stream().filter(part -> part.within(session)).toList();
      rest.removeAll(parts);
      if (parts.size() > 1) {
        context.merge(parts.stream().map(Intervals::toBeam).toList(), Intervals.toBeam(session));
      }
    }
  }
}
