package io.tidemark.transforms.reading;

import com.google.auto.value.AutoValue;

/** One value of a series at one event time. */
@AutoValue
public abstract class Reading {
  /**
   * A reading.
   *
   * @param time event time in milliseconds since 1970-01-01T00:00:00Z, negative before
   * @param value any double; NaN and infinities are allowed
   */
  public static Reading of(long time, double value) {
    return new AutoValue_Reading(time, value);
  }

  /** Event time in milliseconds since 1970-01-01T00:00:00Z, negative before. */
  public abstract long time();

  /** The value, in the unit of its series. */
  public abstract double value();
}
