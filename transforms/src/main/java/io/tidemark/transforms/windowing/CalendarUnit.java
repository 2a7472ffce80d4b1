// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** A unit of the calendar; weeks begin on Monday (ISO 8601). */
enum CalendarUnit {
  DAY {
    @Override
    LocalDate floor(LocalDate date) {
      return date;
    }

    @Override
    LocalDate plus(LocalDate start, int count) {
      return start.plusDays(count);
    }
  },
  WEEK {
    @Override
    LocalDate floor(LocalDate date) {
      return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    @Override
    LocalDate plus(LocalDate start, int count) {
      return start.plusWeeks(count);
    }
  },
  MONTH {
    @Override
    LocalDate floor(LocalDate date) {
      return date.withDayOfMonth(1);
    }

    @Override
    LocalDate plus(LocalDate start, int count) {
      return start.plusMonths(count);
    }
  },
  YEAR {
    @Override
    LocalDate floor(LocalDate date) {
      return date.withDayOfYear(1);
    }

    @Override
    LocalDate plus(LocalDate start, int count) {
      return start.plusYears(count);
    }
  };

  /** The first day of the unit that holds the date. */
  abstract LocalDate floor(LocalDate date);

  /** The first day of the unit that many later. */
  abstract LocalDate plus(LocalDate start, int count);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
