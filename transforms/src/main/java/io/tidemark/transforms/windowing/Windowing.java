// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Where in event time readings are grouped: the kind of windows and their size.
 *
 * <pre>{@code
 * Windowing hourly = Windowing.parse("fixed:1h");
 * Windowing day = Windowing.parse("calendar:day").withZone(ZoneId.of("Asia/Shanghai"));
 * List<Interval> windows = Windowing.parse("sliding:1h/5m").windows(-1L);
 * }</pre>
 *
 * <p>A windowing is read from the option's syntax and printed back in it:
 *
 * <ul>
 *   <li>{@code fixed:1h}: intervals {@code [N * size + offset, (N + 1) * size + offset)} for every
 *       whole N, also negative. With one hour, 00:59:59.999 belongs to {@code [00:00, 01:00)} and
 *       01:00:00.000 does not.
 *   <li>{@code sliding:1h/5m}: an interval of one hour starts every five minutes; a reading belongs
 *       to each that holds it, and there is always at least one (the period is not longer than the
 *       size).
 *   <li>{@code session:20s}: readings of a series less than 20 s apart share a session, which ends
 *       20 s after its last reading.
 *   <li>{@code calendar:day}, {@code week} (from Monday), {@code month}, {@code year}: of the
 *       {@linkplain #withZone zone}, however long they are there (a day of 23 or 25 hours).
 *   <li>{@code count:100}: every hundred readings of a series in the order of event time; {@code
 *       count:100/10}: the last hundred, every ten readings.
 *   <li>{@code global}: one window for everything.
 * </ul>
 *
 * <p>Intervals are half-open. Event times are milliseconds since 1970 and may be negative.
 */
public sealed interface Windowing extends Serializable
    permits AlignedWindowing, CalendarWindowing, CountWindowing, GlobalWindowing, SessionWindowing {

  /** One window for everything. */
  static Windowing global() {
    return GlobalWindowing.INSTANCE;
  }

  /**
   * Reads the option's syntax.
   *
   * @param spec {@code fixed:SIZE}, {@code sliding:SIZE/PERIOD}, {@code session:GAP}, {@code
   *     calendar:day|week|month|year}, {@code count:N}, {@code count:N/EVERY} or {@code global}
   * @throws IllegalArgumentException one line with the text and what is allowed
   */
  static Windowing parse(String spec) {
    return WindowingParser.parse(spec);
  }

  /**
   * Shifts the boundaries of fixed, sliding and calendar windows: a day from 06:00 to 06:00 is
   * {@code calendar:day} with an offset of 6 h. Default 0; any value, taken modulo the period of
   * fixed and sliding windows.
   *
   * @throws IllegalArgumentException for other windows, if the offset is not 0
   */
  default Windowing withOffset(Duration offset) {
    if (offset.isZero()) {
      return this;
    }
    throw new IllegalArgumentException(
        String.format(
            "withOffset(%s): %s windows have no boundaries to shift; fixed, sliding and calendar"
                + " do",
            offset, this));
  }

  /** The zone whose days, weeks, months and years calendar windows are; default UTC. */
  default Windowing withZone(ZoneId zone) {
    return this;
  }

  /** Whether event time decides; only {@code global} and {@code count} do without. */
  boolean needsTime();

  /**
   * The windows a single reading belongs to, ascending by start.
   *
   * <ul>
   *   <li>For sessions: the session of this reading if no other is near.
   *   <li>For count and global windows: empty, since event time does not decide.
   * </ul>
   *
   * @param time event time in milliseconds since 1970
   */
  List<Interval> windows(long time);

  /**
   * What these windows are made of; empty for sessions and count windows, which the readings make.
   */
  default Optional<Panes> panes() {
    return Optional.empty();
  }
}
