// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.firing;

import io.tidemark.transforms.time.DurationText;
import java.io.Serializable;
import java.time.Duration;

/**
 * When late readings give a new result: {@code each} at once, or gathered for a time ({@code 1m}).
 *
 * <p>Readings that reach a window together may share one result, also with {@code each}; how many
 * do depends on the runner. What the last result of a window says does not.
 *
 * @param gathering how long late readings are gathered, in processing time; zero for {@code each}
 */
public record LateFiring(Duration gathering) implements Serializable {
  /** A new result as soon as a late reading comes. */
  public static final LateFiring EACH = new LateFiring(Duration.ZERO);

  /** Checks the sign. */
  public LateFiring {
    if (gathering.isNegative()) {
      throw new IllegalArgumentException(
          String.format("LateFiring(%s): must be >= 0", DurationText.print(gathering)));
    }
  }

  /** Reads {@code each} or a duration of more than 0. */
  public static LateFiring parse(String text) {
    if (text.equals("each")) {
      return EACH;
    }
    Duration gathering = DurationText.parse(text);
    if (gathering.isNegative() || gathering.isZero()) {
      throw new IllegalArgumentException(
          String.format("late '%s': must be each or a duration of more than 0", text));
    }
    return new LateFiring(gathering);
  }

  @Override
  public String toString() {
    return gathering.isZero() ? "each" : DurationText.print(gathering);
  }
}
