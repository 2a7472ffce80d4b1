// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.summary.SummaryCells;
import io.tidemark.transforms.summary.WindowEdges;
import io.tidemark.transforms.windowing.Panes;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One series of a pane table: its panes that have readings, oldest first, each a start and a cell
 * in one array of longs; and what slides over them.
 *
 * <p>A pane whose readings do not fit into a cell has an accumulator instead.
 */
final class PaneRow extends SeriesRow {
  private static final int INITIAL_PANES = 2;

  private final int stride;
  private long[] words;
  private int head; // the oldest pane's place
  private int size;
  private SummaryAccumulator[] wide; // by place, like words; null unless a pane is wide
  private NavigableMap<Long, Refinement> refinements; // by window end; null unless there are some
  private LastResult last; // null unless windows are filled
  private Reading carried; // the last one of the panes that were dropped; null unless it may count

  private SlidingSummary sliding; // null until a window has several panes

  PaneRow(byte[] key, long keyHash, SummaryCells cells) {
    super(key, keyHash);
    this.stride = 1 + cells.width();
    this.words = new long[INITIAL_PANES * stride];
  }

  /** How many panes there are. */
  int size() {
    return size;
  }

  /** How many readings there are in all panes. */
  long readings(SummaryCells cells) {
    long readings = 0;
    for (int i = 0; i < size; i++) {
      SummaryAccumulator accumulator = wide(i);
      readings += accumulator == null ? cells.count(words, at(i)) : accumulator.count();
    }
    return readings;
  }

  /** About what its key and its panes take in memory. */
  long bytes() {
    long bytes = key().length + (long) Long.BYTES * stride * size;
    for (int i = 0; wide != null && i < size; i++) {
      bytes += wide(i) == null ? 0 : wide(i).bytes();
    }
    return bytes;
  }

  /** The start of a pane, from the oldest, 0. */
  long pane(int i) {
    return words[(head + i) * stride];
  }

  /** Adds a reading to its pane. */
  void add(SummaryCells cells, long pane, long time, double value) {
    int i = placeFor(cells, pane);
    int place = head + i;
    if (isWide(place)) {
      wide[place].add(time, value);
    } else if (!cells.add(words, place * stride + 1, time, value)) {
      widen(cells, place).add(time, value);
    }
    changes(pane);
  }

  /** Adds all of another row, which stays as it is. */
  void merge(SummaryCells cells, PaneRow other) {
    for (int i = 0; i < other.size; i++) {
      merge(cells, other, i);
    }
  }

  private void merge(SummaryCells cells, PaneRow other, int theirs) {
    long pane = other.pane(theirs);
    int i = placeFor(cells, pane);
    int place = head + i;
    int at = place * stride + 1;
    if (isWide(place) || other.wide(theirs) != null) {
      widen(cells, place).merge(other.accumulator(cells, theirs));
    } else if (cells.addSums(words, at, other.words, other.at(theirs))) {
      cells.includeEnds(words, at, other.words, other.at(theirs));
    } else {
      widen(cells, place).merge(other.accumulator(cells, theirs));
    }
    changes(pane);
  }

  /** Puts a pane after all others. */
  void append(SummaryCells cells, long pane, SummaryAccumulator readings) {
    int i = placeFor(cells, pane);
    widen(cells, head + i).merge(readings);
  }

  /** Puts a pane after all others; its cell, which is empty, is at {@link #at} of it. */
  int append(SummaryCells cells, long pane) {
    return placeFor(cells, pane);
  }

  /** The longs of all cells. */
  long[] words() {
    return words;
  }

  /** Where in {@link #words} the cell of a pane is. */
  int at(int i) {
    return (head + i) * stride + 1;
  }

  /** The accumulator of a wide pane; null for one in a cell. */
  SummaryAccumulator wide(int i) {
    return wide == null ? null : wide[head + i];
  }

  /** Whether there is any wide pane. */
  boolean hasWide() {
    for (int i = 0; wide != null && i < size; i++) {
      if (wide[head + i] != null) {
        return true;
      }
    }
    return false;
  }

  /** How many panes are before a time. */
  int panesBefore(long time) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pane(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  boolean isEmpty() {
    return size == 0 && carried == null && last == null;
  }

  /** By which windows are filled; null if none are. */
  LastResult last() {
    return last;
  }

  void setLast(LastResult result) {
    last = result;
  }

  /** The last reading before all panes, if it may count for a window; null if not. */
  Reading carried() {
    return carried;
  }

  void carry(Reading reading) {
    carried = reading;
  }

  /** The last reading before a time that a pane begins at, where it may count for a window. */
  Optional<Reading> before(long start) {
    int after = panesBefore(start);
    return after > 0 ? wide(after - 1).newest() : Optional.ofNullable(carried);
  }

  /** The first reading from a time on that a pane begins at. */
  Optional<Reading> after(long end) {
    int first = panesBefore(end);
    return first < size ? wide(first).oldest() : Optional.empty();
  }

  /** Drops the oldest panes. */
  void removeFirst(SummaryCells cells, int count) {
    if (count > 0 && cells.needsEdges()) {
      carried = wide(count - 1).newest().orElseThrow();
    }
    if (sliding != null) {
      sliding.removeFirst(this, count);
    }
    if (wide != null) {
      Arrays.fill(wide, head, head + count, null);
    }
    head += count;
    size -= count;
    if (wide != null && !hasWide()) {
      wide = null;
      sliding = null;
    }
  }

  /** Whether a window has readings. */
  boolean hasReadings(long start, long end) {
    int first = panesBefore(start);
    return first < size && pane(first) < end;
  }

  /** The summary of the panes of a window; the next one asked for is expected to be later. */
  Summary slideTo(SummaryCells cells, long start, long end) {
    int first = panesBefore(start);
    if (panesBefore(end) - first == 1) {
      return wide(first) == null ? cells.summary(words, at(first)) : summary(cells, start, end);
    }
    if (sliding == null) {
      sliding = SlidingSummary.of(cells, wide != null);
    }
    return sliding.slideTo(this, start, end).orElseGet(() -> summary(cells, start, end));
  }

  /** The summary of the panes of a window. */
  Summary summary(SummaryCells cells, long start, long end) {
    SummaryAccumulator all = merged(cells, panesBefore(start), panesBefore(end));
    return edges(cells, start, end).map(all::summary).orElseGet(all::summary);
  }

  /** Where a window begins and ends, if its summary is of that, too. */
  Optional<WindowEdges> edges(SummaryCells cells, long start, long end) {
    return cells.needsEdges() && end < Panes.END_OF_TIME
        ? Optional.of(new WindowEdges(start, end, before(start), after(end)))
        : Optional.empty();
  }

  /** An accumulator of these panes, which is not to be changed. */
  private SummaryAccumulator merged(SummaryCells cells, int first, int after) {
    if (after - first == 1) {
      return accumulator(cells, first);
    }
    SummaryAccumulator all = cells.accumulator();
    for (int i = first; i < after; i++) {
      all.merge(accumulator(cells, i));
    }
    return all;
  }

  /** The accumulator of a pane, which is not to be changed. */
  SummaryAccumulator accumulator(SummaryCells cells, int i) {
    SummaryAccumulator known = wide(i);
    return known == null ? cells.accumulator(words, at(i)) : known;
  }

  private void changes(long pane) {
    if (sliding != null) {
      sliding.forget(pane);
    }
  }

  /** The refinement of the window that ends there; null if there is none. */
  Refinement refinement(long end) {
    return refinements == null ? null : refinements.get(end);
  }

  /** By window end, ascending; empty if there are none. */
  NavigableMap<Long, Refinement> refinements() {
    return refinements == null ? new TreeMap<>() : refinements;
  }

  void refine(long end, Refinement refinement) {
    if (refinements == null) {
      refinements = new TreeMap<>();
    }
    refinements.put(end, refinement);
  }

  private boolean isWide(int place) {
    return wide != null && wide[place] != null;
  }

  /** The accumulator of a pane, which goes on with what its cell has. */
  private SummaryAccumulator widen(SummaryCells cells, int place) {
    if (wide == null) {
      wide = new SummaryAccumulator[words.length / stride];
      sliding = null;
    }
    if (wide[place] == null) {
      wide[place] = cells.accumulator(words, place * stride + 1);
    }
    return wide[place];
  }

  /** The number of a pane, which is made if it is not there. */
  private int placeFor(SummaryCells cells, long pane) {
    if (size > 0) {
      long newest = pane(size - 1);
      if (newest == pane) {
        return size - 1;
      }
      if (newest > pane) {
        int i = panesBefore(pane);
        if (pane(i) != pane) {
          insert(cells, i, pane);
        }
        return i;
      }
    }
    insert(cells, size, pane);
    return size - 1;
  }

  private void insert(SummaryCells cells, int i, long pane) {
    makeRoom();
    int place = head + i;
    int moved = size - i;
    System.arraycopy(words, place * stride, words, (place + 1) * stride, moved * stride);
    if (wide != null) {
      System.arraycopy(wide, place, wide, place + 1, moved);
      wide[place] = null;
    }
    words[place * stride] = pane;
    cells.clear(words, place * stride + 1);
    size++;
  }

  private void makeRoom() {
    int places = words.length / stride;
    if (head + size < places) {
      return;
    }
    int newPlaces = head > size / 2 ? places : places + places / 2 + 1;
    long[] newWords = newPlaces == places ? words : new long[newPlaces * stride];
    System.arraycopy(words, head * stride, newWords, 0, size * stride);
    if (wide != null) {
      SummaryAccumulator[] newWide = new SummaryAccumulator[newPlaces];
      System.arraycopy(wide, head, newWide, 0, size);
      wide = newWide;
    }
    words = newWords;
    head = 0;
  }
}
