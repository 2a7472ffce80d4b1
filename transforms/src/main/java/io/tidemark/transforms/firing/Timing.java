// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.firing;

/** When a result was emitted, seen from the watermark. */
public enum Timing {
  /** Before the watermark passed the end of the window: speculative. */
  EARLY(0),
  /** As the watermark passed the end of the window. */
  ON_TIME(1),
  /** After that, because of a reading within the allowed lateness. */
  LATE(2),
  /** In place of one that never came: there was no reading. See {@link Filling}. */
  FILLED(3),
  /**
   * In place of one that is not any more: a late reading moved the readings of a count window into
   * others.
   */
  WITHDRAWN(4);

  private final int code;

  Timing(int code) {
    this.code = code;
  }

  /** What coders write; it never changes. */
  public int code() {
    return code;
  }

  /** The timing of a {@link #code}. */
  public static Timing ofCode(int code) {
    return switch (code) {
      case 0 -> EARLY;
      case 1 -> ON_TIME;
      case 2 -> LATE;
      case 3 -> FILLED;
      case 4 -> WITHDRAWN;
      default ->
          throw new IllegalArgumentException(String.format("ofCode(%s): must be 0 to 4", code));
    };
  }
}
