// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * From what the clocks of a zone show to instants, on days on which they are not set.
 *
 * <p>It remembers the last day, for most times are near the one before.
 */
final class ZoneClock {
  private static final long MILLIS_PER_DAY = 86_400_000L;

  private final ZoneRules rules;
  private long day = Long.MIN_VALUE;
  private boolean sure;
  private long offset;

  ZoneClock(ZoneId zone) {
    this.rules = zone.getRules();
    if (rules.isFixedOffset()) {
      offset = rules.getOffset(Instant.EPOCH).getTotalSeconds() * 1000L;
      sure = true;
    }
  }

  /** Milliseconds since 1970, or {@link TimeReader#UNSURE} on a day on which clocks are set. */
  long toMillis(long epochDay, long millisOfDay) {
    if (epochDay != day && !rules.isFixedOffset()) {
      remember(epochDay);
    }
    return sure ? epochDay * MILLIS_PER_DAY + millisOfDay - offset : TimeReader.UNSURE;
  }

  private void remember(long epochDay) {
    day = epochDay;
    LocalDateTime start = LocalDateTime.ofEpochSecond(epochDay * 86_400, 0, ZoneOffset.UTC);
    ZoneOffset atStart = rules.getOffset(start);
    offset = atStart.getTotalSeconds() * 1000L;
    // A day more on either side, so that it does not matter where exactly clocks are set.
    Instant before = start.minusDays(1).toInstant(atStart);
    ZoneOffsetTransition next = rules.nextTransition(before);
    sure = next == null || next.getInstant().isAfter(start.plusDays(2).toInstant(atStart));
  }
}
