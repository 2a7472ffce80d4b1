// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.firing;

import io.tidemark.transforms.time.DurationText;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for a window of a series in which nothing has come.
 *
 * <pre>{@code
 * Filling none = Filling.none();
 * Filling hold = Filling.parse("previous", Duration.ofHours(6), Duration.ofDays(1));
 * Filling zero = Filling.parse("value(0)", Duration.ofDays(1), Duration.ofDays(1));
 * }</pre>
 *
 * <ul>
 *   <li>From the first window of a series that has readings on, until as long as {@code forget} has
 *       passed since the end of the last one.
 *   <li>{@code previous}: the numbers of the last window with readings, no longer after its end
 *       than the gap. {@code value(x)}: x for each. Both as the window ends.
 *   <li>{@code linear}: on the straight line between the last window with readings and the next,
 *       where these are no farther apart than the gap; not before the next one has ended.
 *   <li>What was filled is not revised, but replaced where readings come after all.
 *   <li>Immutable; equal if all parts are.
 * </ul>
 */
public final class Filling implements Serializable {
  /** What empty windows are filled with. */
  public enum Kind {
    /** Nothing: they have no result. */
    NONE,
    /** What was before. */
    PREVIOUS,
    /** What is between. */
    LINEAR,
    /** A given number. */
    VALUE
  }

  private static final Filling NOTHING = new Filling(Kind.NONE, 0, 0, 0);
  private static final Pattern VALUE = Pattern.compile("value\\(([^()]+)\\)");

  private final Kind kind;
  private final double value;
  private final long maxGap;
  private final long forget;

  private Filling(Kind kind, double value, long maxGap, long forget) {
    this.kind = kind;
    this.value = value;
    this.maxGap = maxGap;
    this.forget = forget;
  }

  /** Empty windows have no result. */
  public static Filling none() {
    return NOTHING;
  }

  /**
   * The filling of an option.
   *
   * @param text {@code none}, {@code previous}, {@code linear} or {@code value(x)}
   * @param maxGap how long after a window with readings, from 1 ms on
   * @param forget how long after it a series is given up, from the gap on
   * @throws IllegalArgumentException for any other text, gap or time
   */
  public static Filling parse(String text, Duration maxGap, Duration forget) {
    if (text.equals("none")) {
      return NOTHING;
    }
    if (maxGap.toMillis() < 1 || maxGap.compareTo(forget) > 0) {
      throw new IllegalArgumentException(
          String.format(
              "a gap of %s: must be from 1ms to %s, after which a series is forgotten",
              DurationText.print(maxGap), DurationText.print(forget)));
    }
    Matcher given = VALUE.matcher(text);
    try {
      Kind kind =
          switch (text) {
            case "previous" -> Kind.PREVIOUS;
            case "linear" -> Kind.LINEAR;
            default -> given.matches() ? Kind.VALUE : Kind.NONE;
          };
      if (kind != Kind.NONE) {
        double value = kind == Kind.VALUE ? Double.parseDouble(given.group(1).strip()) : 0;
        return new Filling(kind, value, maxGap.toMillis(), forget.toMillis());
      }
    } catch (NumberFormatException e) {
      throw unknown(text, e);
    }
    throw unknown(text, null);
  }

  private static IllegalArgumentException unknown(String text, Throwable cause) {
    return new IllegalArgumentException(
        String.format("fill '%s': must be none, previous, linear or value(NUMBER)", text), cause);
  }

  /** What with. */
  public Kind kind() {
    return kind;
  }

  /** The number of {@link Kind#VALUE}. */
  public double value() {
    return value;
  }

  /** In milliseconds. */
  public long maxGap() {
    return maxGap;
  }

  /** In milliseconds. */
  public long forget() {
    return forget;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Filling other
        && kind == other.kind
        && Double.compare(value, other.value) == 0
        && maxGap == other.maxGap
        && forget == other.forget;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, value, maxGap, forget);
  }

  /** What {@link #parse} reads, without its durations. */
  @Override
  public String toString() {
    return switch (kind) {
      case NONE -> "none";
      case PREVIOUS -> "previous";
      case LINEAR -> "linear";
      case VALUE -> "value(" + value + ")";
    };
  }
}
