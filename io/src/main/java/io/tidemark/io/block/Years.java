// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import java.time.Instant;

/** The times that can be read: the years 0001 to 9999, in milliseconds since 1970. */
final class Years {
  static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private Years() {}

  static boolean contain(long millis) {
    return millis >= FIRST && millis <= LAST;
  }
}
