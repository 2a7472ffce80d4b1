package io.tidemark.transforms.firing;

/** When a result was emitted, seen from the watermark. */
public enum Timing {
  /** Before the watermark passed the end of the window: speculative. */
  EARLY,
  /** As the watermark passed the end of the window. */
  ON_TIME,
  /** After that, because of a reading within the allowed lateness. */
  LATE
}
