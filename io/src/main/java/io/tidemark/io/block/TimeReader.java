// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.reading.ReadingSchema;
import java.nio.charset.StandardCharsets;

/** Reads times of one format in place. */
interface TimeReader {
  /** No time, or one that the reader is not sure of. */
  long UNSURE = Long.MIN_VALUE;

  /** Milliseconds since 1970 of the time that is all of a part of an array, or {@link #UNSURE}. */
  long read(byte[] bytes, int start, int end);

  /** A reader of the times of a schema. */
  static TimeReader of(ReadingSchema schema) {
    return switch (schema.timeFormat().toString()) {
      case "iso" -> new IsoTimeReader(new ZoneClock(schema.zone()));
      case "epochSeconds" -> new EpochTimeReader(1000, 1);
      case "epochMillis" -> new EpochTimeReader(1, 1);
      case "epochMicros" -> new EpochTimeReader(1, 1000);
      case "epochNanos" -> new EpochTimeReader(1, 1_000_000);
      default -> (bytes, start, end) -> text(schema, bytes, start, end);
    };
  }

  private static long text(ReadingSchema schema, byte[] bytes, int start, int end) {
    if (!Bytes.isAscii(bytes, start, end)) {
      return UNSURE;
    }
    String text = new String(bytes, start, end - start, StandardCharsets.US_ASCII);
    try {
      return schema.timeFormat().toMillis(text, schema.zone());
    } catch (IllegalArgumentException e) {
      return UNSURE;
    }
  }
}
