// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** From what the clocks of a zone show to instants. */
final class LocalTimes {
  private LocalTimes() {}

  /**
   * Milliseconds of the first instant at which the clocks show a time.
   *
   * @throws IllegalArgumentException if they never do, since they were set forward past it
   */
  static long toMillis(LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      throw new IllegalArgumentException("the clocks of " + zone + " skip it");
    }
    // Before clocks are set back the offset is larger, and the list has it first.
    return local.toInstant(offsets.get(0)).toEpochMilli();
  }
}
