// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.firing.Filling;
import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.summary.Statistic;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.windowing.Panes;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What stands for windows of a series in which nothing came, after its last one with readings. */
final class FilledWindows {
  private final TableSpec spec;
  private final Filling filling;
  private final Panes panes;

  FilledWindows(TableSpec spec) {
    this.spec = spec;
    this.filling = spec.filling();
    this.panes = spec.panes();
  }

  /** Whether there are any. */
  boolean areThere() {
    return filling.kind() != Filling.Kind.NONE;
  }

  /**
   * The first end of a window after a time that is filled as it ends, if it stays empty; {@link
   * Panes#NONE} if there is none.
   */
  long endAfter(LastResult last, long time) {
    boolean over = time >= Panes.END_OF_TIME;
    if (last == null || filling.kind() == Filling.Kind.LINEAR || over) {
      return Panes.NONE;
    }
    long limit = filling.kind() == Filling.Kind.VALUE ? filling.forget() : filling.maxGap();
    long from = Math.max(time, last.end());
    long end = from - last.end() >= limit ? Panes.NONE : anyEndAfter(from);
    return end != Panes.NONE && end - last.end() <= limit ? end : Panes.NONE;
  }

  /** The first end of a window after a time, with readings or not. */
  private long anyEndAfter(long time) {
    long pane = panes.start(time);
    long end = panes.endAfter(pane, time);
    while (end == Panes.NONE) {
      pane = panes.end(pane);
      end = panes.endAfter(pane, time);
    }
    return end;
  }

  /** Fills a window as it ends. */
  void fill(PaneRow row, long end, ShardTable.Output out) {
    OptionalDouble value = OptionalDouble.of(filling.value());
    fill(
        row,
        end,
        filling.kind() == Filling.Kind.VALUE ? statistic -> value : row.last().summary()::value,
        out);
  }

  private void fill(
      PaneRow row, long end, Function<Statistic, OptionalDouble> value, ShardTable.Output out) {
    long start = panes.windowStart(end);
    out.emit(row.key(), start, end, Timing.FILLED, 0, Summary.given(spec.statistics(), value));
  }

  /** Fills the windows between the last result and the next, where that is how they are filled. */
  void fillUpTo(LastResult next, PaneRow row, ShardTable.Output out) {
    LastResult last = row.last();
    if (filling.kind() != Filling.Kind.LINEAR || last == null) {
      return;
    }
    long gap = next.end() - last.end();
    if (gap > filling.maxGap()) {
      return;
    }
    for (long end = anyEndAfter(last.end()); end < next.end(); end = anyEndAfter(end)) {
      double part = (end - last.end()) / (double) gap;
      fill(row, end, statistic -> between(last, next, statistic, part), out);
    }
  }

  private static OptionalDouble between(
      LastResult last, LastResult next, Statistic statistic, double part) {
    OptionalDouble from = last.summary().value(statistic);
    OptionalDouble to = next.summary().value(statistic);
    return from.isPresent() && to.isPresent()
        ? OptionalDouble.of(from.getAsDouble() + part * (to.getAsDouble() - from.getAsDouble()))
        : OptionalDouble.empty();
  }

  /** The last watermark at which a series is still known by its last result. */
  long forgetting(LastResult last) {
    return last.end() + filling.forget();
  }
}
