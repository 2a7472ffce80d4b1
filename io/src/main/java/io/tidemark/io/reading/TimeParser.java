// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import java.time.ZoneId;

/** One way to write a time. */
interface TimeParser {
  /**
   * Milliseconds since 1970-01-01T00:00:00Z, rounded towards the past.
   *
   * @param zone for times that do not name theirs
   * @throws IllegalArgumentException or DateTimeException, with one line, if the text is no time
   */
  long parse(String text, ZoneId zone);
}
