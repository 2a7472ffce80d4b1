// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.SummaryAccumulator.Ends;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The summary of some accumulators or readings together, to which newer ones come and from which
 * the oldest leave again, such as the panes of a window that slides: what a result costs does not
 * depend on how many there are.
 *
 * <pre>{@code
 * Statistics statistics = Statistics.parse("count,median,max");
 * SummaryAccumulator monday = new SummaryAccumulator(statistics);
 * monday.add(0, 21.5);
 * SummaryAccumulator tuesday = new SummaryAccumulator(statistics);
 * tuesday.add(86_400_000, 20.0);
 *
 * MovingAccumulator days = new MovingAccumulator(statistics);
 * days.append(monday);
 * days.append(tuesday);
 * System.out.println(days.summary()); // count=2,max=21.5,median=20.0625: within 1/256
 * days.removeOldest(monday);
 * System.out.println(days.summary()); // count=1,max=20.0,median=20.0625
 * }</pre>
 *
 * <ul>
 *   <li>The summary is that of all accumulators merged, to the bit. Sums, counts of values and
 *       integrals over time are taken away without a trace. Of extremes those are kept that may
 *       still become one; source: D. Lemire, "Streaming maximum-minimum filter using no more than
 *       three comparisons per element", 2006, <a
 *       href="https://arxiv.org/abs/cs/0610046">arXiv:cs/0610046</a>.
 *   <li>All readings of an accumulator are later than those of the one before. One that is there
 *       must not change: it leaves as it came.
 *   <li>Memory: as one accumulator of all readings.
 *   <li>Not safe for use by several threads while one of them changes it.
 * </ul>
 */
public final class MovingAccumulator {
  private final SummaryAccumulator sums; // and, for a summary, the ends
  private final MovingPart[] parts;
  private final boolean needsEnds;
  private final Deque<Ends> ends = new ArrayDeque<>(); // of each
  private final Deque<Ends> minima = new ArrayDeque<>(); // each less than those after it
  private final Deque<Ends> maxima = new ArrayDeque<>(); // each more than those after it

  /** Of none yet. */
  public MovingAccumulator(Statistics statistics) {
    this(statistics.askedFor());
  }

  MovingAccumulator(AskedFor asked) {
    this.sums = new SummaryAccumulator(asked);
    this.parts = sums.movingParts();
    this.needsEnds = asked.needsEnds();
  }

  /** Adds what comes after all that is there, and is not empty. */
  public void append(SummaryAccumulator newest) {
    sums.mergeSums(newest);
    newest.appendTo(parts);
    if (needsEnds) {
      append(newest.ends());
    }
  }

  /**
   * Adds a reading that is later than all that are there, or has an equal time and no less value.
   */
  public void append(Reading newest) {
    sums.addToSums(newest.value());
    for (MovingPart part : parts) {
      part.append(newest.time(), newest.value());
    }
    if (needsEnds) {
      append(Ends.of(newest));
    }
  }

  private void append(Ends newest) {
    ends.addLast(newest);
    while (!minima.isEmpty() && isLeast(newest, minima.getLast())) {
      minima.removeLast();
    }
    minima.addLast(newest);
    while (!maxima.isEmpty() && isMost(newest, maxima.getLast())) {
      maxima.removeLast();
    }
    maxima.addLast(newest);
  }

  private static boolean isLeast(Ends newer, Ends older) {
    return same(Math.min(newer.min(), older.min()), newer.min());
  }

  private static boolean isMost(Ends newer, Ends older) {
    return same(Math.max(newer.max(), older.max()), newer.max());
  }

  private static boolean same(double one, double other) {
    return Double.compare(one, other) == 0;
  }

  /** Takes away what was added first of all that is there. */
  public void removeOldest(SummaryAccumulator oldest) {
    sums.subtractSums(oldest);
    oldest.removeFrom(parts);
    removeOldestEnds();
  }

  /** Takes away the reading that was added first of all that is there. */
  public void removeOldest(Reading oldest) {
    sums.removeFromSums(oldest.value());
    for (MovingPart part : parts) {
      part.removeOldest(oldest.time(), oldest.value());
    }
    removeOldestEnds();
  }

  private void removeOldestEnds() {
    if (needsEnds) {
      Ends removed = ends.removeFirst();
      removeFirst(minima, removed);
      removeFirst(maxima, removed);
    }
  }

  @SuppressWarnings("ReferenceEquality") // this very one
  private static void removeFirst(Deque<Ends> queue, Ends removed) {
    if (queue.getFirst() == removed) {
      queue.removeFirst();
    }
  }

  /** The statistics of all that is there. */
  public Summary summary() {
    return summary(Optional.empty());
  }

  /** The statistics of all that is there, which are all readings of a window. */
  public Summary summary(WindowEdges edges) {
    return summary(Optional.of(edges));
  }

  private Summary summary(Optional<WindowEdges> edges) {
    if (!ends.isEmpty()) {
      Ends oldest = ends.getFirst();
      Ends newest = ends.getLast();
      sums.setEnds(
          new Ends(
              minima.getFirst().min(),
              maxima.getFirst().max(),
              oldest.firstTime(),
              oldest.first(),
              newest.lastTime(),
              newest.last()));
    }
    return sums.summary(parts, edges);
  }
}
