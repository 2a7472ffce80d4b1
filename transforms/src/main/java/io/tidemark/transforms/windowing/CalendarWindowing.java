// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Days, weeks, months and years of a zone, each as long as it is there. */
record CalendarWindowing(CalendarUnit unit, long offset, ZoneId zone) implements Windowing {
  @Override
  public Windowing withOffset(Duration shift) {
    return new CalendarWindowing(unit, shift.toMillis(), zone);
  }

  @Override
  public Windowing withZone(ZoneId newZone) {
    return new CalendarWindowing(unit, offset, newZone);
  }

  @Override
  public boolean needsTime() {
    return true;
  }

  @Override
  public List<Interval> windows(long time) {
    LocalDate first =
        unit.floor(
            Instant.ofEpochMilli(time)
                .atZone(zone)
                .toLocalDateTime()
                .minus(Duration.ofMillis(offset))
                .toLocalDate());
    // Where clocks go back, a local time comes twice, so its unit may be a neighbour of the first
    // guess. The boundaries are instants, each unit one step from the next: they decide.
    int step = 0;
    while (time < start(first, step)) {
      step--;
    }
    while (time >= start(first, step + 1)) {
      step++;
    }
    return List.of(new Interval(start(first, step), start(first, step + 1)));
  }

  private long start(LocalDate first, int step) {
    return unit.plus(first, step)
        .atStartOfDay()
        .plus(Duration.ofMillis(offset))
        .atZone(zone)
        .toInstant()
        .toEpochMilli();
  }

  @Override
  public Optional<Panes> panes() {
    return Optional.of(new CalendarPanes(this));
  }

  @Override
  public String toString() {
    return "calendar:" + unit;
  }
}
