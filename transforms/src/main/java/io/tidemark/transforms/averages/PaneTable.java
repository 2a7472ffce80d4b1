// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryCells;
import io.tidemark.transforms.windowing.Panes;
import java.util.Map;
import java.util.NavigableMap;

/**
 * The window table of the fast plan: series by panes, and which results are still to come. To
 * others it is what {@link Averages.PerKey#fold} makes of readings, and nothing else.
 *
 * <p>A series whose panes are all closed leaves the table.
 */
public final class PaneTable extends ShardTable {
  private TableSpec spec; // null until it is followed
  private Panes panes;
  private FilledWindows filled;
  private final SummaryCells cells;
  private final SeriesRows<PaneRow> rows = new SeriesRows<>();
  private long settled; // all that ended by it has been emitted
  private long nextEnd = Panes.NONE; // of a window that has readings and has not ended
  private long nextClosing = Panes.NONE; // of a window with readings, ended or not

  PaneTable(TableSpec spec) {
    this(spec, Times.NONE);
  }

  PaneTable(TableSpec spec, long settled) {
    this(spec.cells(), settled);
    follow(spec);
  }

  /** One of no spec yet: as it was kept, not what is done with it. */
  PaneTable(SummaryCells cells, long settled) {
    this.cells = cells;
    this.settled = settled;
  }

  /**
   * From now on this spec says what is done; of another one its windows and statistics are equal.
   */
  void follow(TableSpec newSpec) {
    if (newSpec.equals(spec)) {
      return;
    }
    spec = newSpec;
    panes = newSpec.panes();
    filled = new FilledWindows(newSpec);
    nextEnd = Panes.NONE;
    nextClosing = Panes.NONE;
    rows.forEach(this::await);
  }

  /** All windows that ended by it have had their results. */
  long settled() {
    return settled;
  }

  /** What its cells are of, as text. */
  String statistics() {
    return cells.statistics();
  }

  /** The start of the earliest pane; {@link Panes#NONE} if there is none. */
  long earliest() {
    long earliest = Panes.NONE;
    for (PaneRow row : rows) {
      earliest = row.size() > 0 ? Math.min(earliest, row.pane(0)) : earliest;
    }
    return earliest;
  }

  SeriesRows<PaneRow> rows() {
    return rows;
  }

  /** How many readings there are in all rows. */
  long readings() {
    long readings = 0;
    for (PaneRow row : rows) {
      readings += row.readings(cells);
    }
    return readings;
  }

  @Override
  TableSize size() {
    long sizeInPanes = 0;
    long bytes = 0;
    for (PaneRow row : rows) {
      sizeInPanes += row.size();
      bytes += row.bytes();
    }
    return new TableSize(rows.size(), sizeInPanes, bytes);
  }

  @Override
  boolean isEmpty() {
    return rows.size() == 0;
  }

  @Override
  void add(Arrival arrival, Output out) {
    ShardInput input = arrival.input();
    if (input.folded().isPresent()) {
      add(arrival.watermark(), input.folded().get(), out);
    } else {
      add(arrival.watermark(), arrival.time(), input.readings().orElseThrow(), out);
    }
  }

  /** Adds readings of which none is late, after all results that ended before them. */
  void add(long readingsWatermark, long now, ReadingBlock block, Output out) {
    advance(readingsWatermark, out);
    PaneRow[] rowOf = new PaneRow[block.seriesCount()];
    for (int i = 0; i < rowOf.length; i++) {
      rowOf[i] = row(block.key(i), block.keyHash(i));
    }
    boolean refining = spec.isEarly() || spec.isBehind(block.earliest(), settled);
    long pane = 0;
    long paneEnd = pane; // of no pane yet
    for (int i = 0; i < block.size(); i++) {
      long time = block.time(i);
      if (time < pane || time >= paneEnd) {
        pane = panes.start(time);
        paneEnd = panes.end(pane);
        await(pane);
      }
      PaneRow row = rowOf[block.series(i)];
      if (refining) {
        refine(row, pane, time, block.value(i), now);
        if (spec.longestGap() > 0) {
          refineLater(row, pane, time, now);
          refineEarlier(row, pane, time, now);
        }
      }
      row.add(cells, pane, time, block.value(i));
    }
    if (refining) {
      for (PaneRow row : rowOf) {
        fireDue(row, Refinement.AT_ONCE, out);
      }
    }
  }

  /** Adds folded readings, none of an ended window, after all results that ended before them. */
  void add(long readingsWatermark, PaneTable folded, Output out) {
    advance(readingsWatermark, out);
    merge(folded);
  }

  /** Adds all of another table, of the same spec. */
  void merge(PaneTable other) {
    for (PaneRow theirs : other.rows()) {
      row(theirs.key(), theirs.keyHash()).merge(cells, theirs);
      for (int i = 0; i < theirs.size(); i++) {
        await(theirs.pane(i));
      }
    }
  }

  private PaneRow row(byte[] key, long keyHash) {
    PaneRow row = rows.find(key, keyHash);
    if (row == null) {
      row = new PaneRow(key, keyHash, cells);
      rows.add(row);
    }
    return row;
  }

  /** Puts a row that is not there yet. */
  void put(PaneRow row) {
    rows.add(row);
    if (spec != null) {
      await(row);
    }
  }

  private void await(PaneRow row) {
    for (int i = 0; i < row.size(); i++) {
      await(row.pane(i));
    }
    for (long end : row.refinements().keySet()) {
      nextClosing = Math.min(nextClosing, spec.closing(end));
    }
    if (row.last() != null) {
      nextEnd = Math.min(nextEnd, filled.endAfter(row.last(), settled));
      nextClosing = Math.min(nextClosing, Math.max(settled, filled.forgetting(row.last())));
    }
    if (row.carried() != null) {
      nextClosing = Math.min(nextClosing, spec.closing(panes.lastEnd(lastAfter(row.carried()))));
    }
  }

  /** The last pane that a window may begin with for which a reading before it counts. */
  private long lastAfter(Reading reading) {
    return panes.start(reading.time() + spec.longestGap());
  }

  private void await(long pane) {
    nextEnd = Math.min(nextEnd, panes.endAfter(pane, settled));
    nextClosing = Math.min(nextClosing, spec.closing(panes.lastEnd(pane)));
  }

  private void refine(PaneRow row, long pane, long time, double value, long now) {
    long end = panes.endAfter(pane, spec.openEnd(settled) - 1);
    for (; end != Panes.NONE; end = panes.endAfter(pane, end)) {
      boolean ended = end <= settled;
      if (!ended && !spec.isEarly()) {
        return;
      }
      Refinement refinement = refinement(row, end);
      refinement.add(time, value);
      refinement.changed(due(ended, refinement, now));
    }
  }

  private Refinement refinement(PaneRow row, long end) {
    Refinement known = row.refinement(end);
    if (known != null) {
      return known;
    }
    // The result at its end is known by the readings it must have had.
    boolean emitted = end <= settled && row.hasReadings(panes.windowStart(end), end);
    Refinement refinement = new Refinement(emitted ? 1 : 0, Refinement.NEVER, null);
    if (emitted && spec.isDiscarding()) {
      refinement.startNews(spec.statistics());
    }
    row.refine(end, refinement);
    nextClosing = Math.min(nextClosing, spec.closing(end));
    return refinement;
  }

  /**
   * Windows that have ended, and begin after a reading that came late, may begin with its value.
   */
  private void refineLater(PaneRow row, long pane, long time, long now) {
    long until = time + spec.longestGap();
    for (int i = row.panesBefore(pane + 1); i < row.size(); i++) {
      long later = row.pane(i);
      if (panes.windowStart(panes.endAfter(later, later)) >= until) {
        return;
      }
      long end = panes.endAfter(later, spec.openEnd(settled) - 1);
      for (; end <= settled; end = panes.endAfter(later, end)) {
        long start = panes.windowStart(end);
        if (start > time && start < until && isNewestBefore(start, row, time)) {
          refinement(row, end).changed(spec.lateDue(now));
        }
      }
    }
  }

  /**
   * Windows that have ended, and before a reading that came late, may run on to its value. They
   * have the last reading before it.
   */
  private void refineEarlier(PaneRow row, long pane, long time, long now) {
    int last = row.panesBefore(pane) - 1;
    if (last < 0 || row.after(pane).filter(known -> known.time() < time).isPresent()) {
      return;
    }
    if (time - row.before(pane).orElseThrow().time() > spec.lookahead()) {
      return;
    }
    long until = Math.min(settled, pane);
    long from = Math.max(row.pane(last), spec.openEnd(settled) - 1);
    long end = panes.endAfter(row.pane(last), from);
    for (; end <= until; end = panes.endAfter(row.pane(last), end)) {
      refinement(row, end).changed(spec.lateDue(now));
    }
  }

  private static boolean isNewestBefore(long start, PaneRow row, long time) {
    return row.before(start).filter(known -> known.time() > time).isEmpty();
  }

  private long due(boolean ended, Refinement refinement, long now) {
    if (!ended) {
      return spec.earlyDue(now);
    }
    // A window that had nothing to say at its end says it now.
    return refinement.emitted() == 0 ? Refinement.AT_ONCE : spec.lateDue(now);
  }

  @Override
  void fireDue(long now, Output out) {
    for (PaneRow row : rows) {
      fireDue(row, now, out);
    }
  }

  private void fireDue(PaneRow row, long now, Output out) {
    for (Map.Entry<Long, Refinement> entry : row.refinements().entrySet()) {
      if (entry.getValue().due() <= now) {
        long end = entry.getKey();
        emit(row, end, end <= settled ? Timing.LATE : Timing.EARLY, entry.getValue(), out);
      }
    }
  }

  @Override
  long nextDue() {
    long next = Refinement.NEVER;
    if (spec.isEarly() || spec.lateDue(0) != Refinement.AT_ONCE) {
      for (PaneRow row : rows) {
        for (Refinement refinement : row.refinements().values()) {
          next = Math.min(next, refinement.due());
        }
      }
    }
    return next;
  }

  @Override
  void advance(long watermark, Output out) {
    long newlySettled = spec.settled(watermark);
    if (newlySettled <= settled) {
      return;
    }
    if (newlySettled < nextEnd && newlySettled <= nextClosing) {
      settled = newlySettled;
      return;
    }
    long openEnd = spec.openEnd(newlySettled);
    long firstOpen = openEnd == Panes.NONE ? Panes.NONE : panes.firstWithEnd(openEnd);
    long before = settled;
    settled = newlySettled;
    nextEnd = Panes.NONE;
    nextClosing = Panes.NONE;
    for (PaneRow row : rows) {
      fireEnded(row, before, out);
      close(row, openEnd, firstOpen, out);
    }
    rows.removeEmpty();
  }

  private void fireEnded(PaneRow row, long before, Output out) {
    long end = nextEnd(row, before);
    while (end <= settled) {
      if (row.hasReadings(panes.windowStart(end), end)) {
        fireOnTime(row, end, out);
      } else {
        filled.fill(row, end, out);
      }
      end = nextEnd(row, end);
    }
    nextEnd = Math.min(nextEnd, end);
  }

  private long nextEnd(PaneRow row, long time) {
    return Math.min(endAfter(row, time), filled.endAfter(row.last(), time));
  }

  /** A window with readings has a result: those after it are filled by it. */
  private void remember(PaneRow row, long end, Summary summary, Output out) {
    LastResult last = row.last();
    if (!filled.areThere() || (last != null && end < last.end())) {
      return;
    }
    LastResult result = new LastResult(end, summary);
    filled.fillUpTo(result, row, out);
    row.setLast(result);
    nextEnd = Math.min(nextEnd, filled.endAfter(result, settled));
    if (filled.forgetting(result) >= settled) { // else it is forgotten as the row is closed
      nextClosing = Math.min(nextClosing, filled.forgetting(result));
    }
  }

  /** The first end of a window with readings after a time. */
  private long endAfter(PaneRow row, long time) {
    if (time >= Panes.END_OF_TIME) {
      return Panes.NONE;
    }
    int first = row.panesBefore(panes.firstWithEnd(time + 1));
    return first < row.size() ? panes.endAfter(row.pane(first), time) : Panes.NONE;
  }

  private void fireOnTime(PaneRow row, long end, Output out) {
    Refinement refinement = row.refinement(end);
    if (refinement == null) {
      Summary summary = row.slideTo(cells, panes.windowStart(end), end);
      remember(row, end, summary, out);
      out.emit(row.key(), panes.windowStart(end), end, Timing.ON_TIME, 0, summary);
    } else if (refinement.news() == null || refinement.due() != Refinement.NEVER) {
      emit(row, end, Timing.ON_TIME, refinement, out);
    }
  }

  private void emit(PaneRow row, long end, Timing timing, Refinement refinement, Output out) {
    Summary summary =
        refinement.news() != null
            ? refinement.news().summary()
            : row.summary(cells, panes.windowStart(end), end);
    if (timing != Timing.EARLY) {
      remember(row, end, summary, out);
    }
    out.emit(row.key(), panes.windowStart(end), end, timing, refinement.emitted(), summary);
    refinement.emit();
    if (spec.isDiscarding()) {
      refinement.startNews(spec.statistics());
    }
  }

  private void close(PaneRow row, long openEnd, long firstOpen, Output out) {
    NavigableMap<Long, Refinement> closed = row.refinements().headMap(openEnd, false);
    for (Map.Entry<Long, Refinement> entry : closed.entrySet()) {
      if (entry.getValue().due() != Refinement.NEVER) {
        emit(row, entry.getKey(), Timing.LATE, entry.getValue(), out);
      }
    }
    closed.clear();
    row.removeFirst(cells, row.panesBefore(firstOpen));
    forgetCarried(row, firstOpen);
    forgetLast(row);
    if (row.size() > 0) {
      nextClosing = Math.min(nextClosing, spec.closing(panes.lastEnd(row.pane(0))));
    }
    if (!row.refinements().isEmpty()) {
      nextClosing = Math.min(nextClosing, spec.closing(row.refinements().firstKey()));
    }
  }

  private void forgetLast(PaneRow row) {
    if (row.last() == null) {
      return;
    }
    if (settled > filled.forgetting(row.last())) {
      row.setLast(null);
    } else {
      nextClosing = Math.min(nextClosing, filled.forgetting(row.last()));
    }
  }

  private void forgetCarried(PaneRow row, long firstOpen) {
    if (row.carried() == null) {
      return;
    }
    long last = lastAfter(row.carried());
    if (last < firstOpen) {
      row.carry(null);
    } else {
      nextClosing = Math.min(nextClosing, spec.closing(panes.lastEnd(last)));
    }
  }

  @Override
  long nextWatermark() {
    return spec.settling(Math.min(nextEnd == Panes.NONE ? Panes.NONE : nextEnd - 1, nextClosing));
  }
}
