// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.firing;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.time.DurationText;
import java.io.Serializable;
import java.time.Duration;

/**
 * When results are emitted: once the watermark passes the end of a window, and if asked for before
 * (early) and after it (late).
 *
 * <pre>{@code
 * Firing firing =
 *     Firing.onTime()
 *         .withEarly(Duration.ofSeconds(30))
 *         .withAllowedLateness(Duration.ofHours(1))
 *         .withLate(LateFiring.EACH)
 *         .withAccumulation(Accumulation.ACCUMULATING);
 * }</pre>
 */
@AutoValue
public abstract class Firing implements Serializable {
  /** A century; longer ones would leave the range of timestamps. */
  private static final Duration LONGEST = Duration.ofDays(36_525);

  /** One result per window, at its end; no lateness is allowed; results accumulate. */
  public static Firing onTime() {
    return new AutoValue_Firing.Builder()
        .setEarly(Duration.ZERO)
        .setAllowedLateness(Duration.ZERO)
        .setLate(LateFiring.EACH)
        .setAccumulation(Accumulation.ACCUMULATING)
        .build();
  }

  /** Processing time from a window's first new reading to an early result; zero for none. */
  public abstract Duration early();

  /** How long after its end, in event time, a window still takes readings. */
  public abstract Duration allowedLateness();

  /** When late readings within the allowed lateness give a new result. */
  public abstract LateFiring late();

  /** How the results of one window relate to each other. */
  public abstract Accumulation accumulation();

  abstract Builder toBuilder();

  /**
   * Results before the end of a window, every so often while readings come.
   *
   * @param delay processing time from the first reading since the last result; 0 (the default) for
   *     none. Bounded input, whose windows all end at once, has no early results.
   */
  public Firing withEarly(Duration delay) {
    return toBuilder().setEarly(inRange("withEarly", delay)).build();
  }

  /**
   * How long a window takes readings after the watermark has passed its end.
   *
   * @param lateness in event time; 0 (the default) to 36525 days. More of it keeps more windows in
   *     state.
   */
  public Firing withAllowedLateness(Duration lateness) {
    return toBuilder().setAllowedLateness(inRange("withAllowedLateness", lateness)).build();
  }

  /** When late readings give a new result; {@link LateFiring#EACH} is the default. */
  public Firing withLate(LateFiring late) {
    return toBuilder().setLate(late).build();
  }

  /** How results relate; {@link Accumulation#ACCUMULATING} is the default. */
  public Firing withAccumulation(Accumulation accumulation) {
    return toBuilder().setAccumulation(accumulation).build();
  }

  private static Duration inRange(String method, Duration duration) {
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s(%s): must be from 0s to %s",
              method, DurationText.print(duration), DurationText.print(LONGEST)));
    }
    return duration;
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setEarly(Duration early);

    abstract Builder setAllowedLateness(Duration lateness);

    abstract Builder setLate(LateFiring late);

    abstract Builder setAccumulation(Accumulation accumulation);

    abstract Firing build();
  }
}
