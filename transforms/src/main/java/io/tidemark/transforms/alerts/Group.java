// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Series that a rule watches as one, and what it looks at of them.
 *
 * <pre>{@code
 * Group city = Group.byKeyParts(2, List.of(0)); // of keys such as helsinki/sensor-7: helsinki
 * Rule warm = Rule.of("warm", Condition.above(30, 28)).withGroup(city); // the mean of a city
 * Rule several =
 *     Rule.of("several", Condition.above(30, 28)).withGroup(city.withAtLeast(3)); // three sensors
 * }</pre>
 *
 * <ul>
 *   <li>Series with the same parts of the key and the same field are one group. Its alerts have
 *       these parts as their key.
 *   <li>A value of a member holds until its next one, or until it is {@linkplain #withStale stale}.
 *       What the group is worth is looked at whenever a member has a reading or becomes stale, once
 *       for each event time.
 *   <li>Of a group in which no member counts, count is 0, and everything else NaN.
 *   <li>With {@link #withAtLeast} the condition is that of each member, with its own past; the
 *       rule's duration and cooldown are those of the group.
 *   <li>A {@link Condition#silence} without {@link #withAtLeast} is that of the whole group: no
 *       member has had a reading.
 * </ul>
 */
@AutoValue
public abstract class Group implements Serializable {
  /** Of a rule that watches each series by itself. */
  static final Group NONE =
      new AutoValue_Group(-1, List.of(), Aggregate.MEAN, 0, false, Machine.NEVER);

  private static final String SEPARATOR = "/";

  Group() {}

  /**
   * A group for each text of some parts of the key, that looks at the mean of its members.
   *
   * @param parts how many parts a key has, between which there is a {@code /}; the last one may
   *     have one in it
   * @param by which parts, from 0 on; none for one group of all
   */
  public static Group byKeyParts(int parts, List<Integer> by) {
    if (by.stream().anyMatch(part -> part < 0 || part >= parts)
        || by.size() > by.stream().distinct().count()) {
      throw new IllegalArgumentException(
          String.format("byKeyParts(%s, %s): must be different parts, from 0 on", parts, by));
    }
    return new AutoValue_Group(parts, List.copyOf(by), Aggregate.MEAN, 0, false, Machine.NEVER);
  }

  abstract int parts();

  @SuppressWarnings("AutoValueImmutableFields") // Of List.copyOf; Guava is no dependency.
  abstract List<Integer> by();

  abstract Aggregate aggregate();

  /** Members, or percent of them; 0 for an aggregate. */
  abstract int atLeast();

  abstract boolean ofHundred();

  abstract long stale();

  /** Looks at another aggregate of the members' newest values. Default {@link Aggregate#MEAN}. */
  public Group withAggregate(Aggregate aggregate) {
    return new AutoValue_Group(parts(), by(), aggregate, 0, false, stale());
  }

  /** Looks at whether the condition holds for so many members. Range: 1 or more. */
  public Group withAtLeast(int members) {
    if (members < 1) {
      throw new IllegalArgumentException(
          String.format("withAtLeast(%s): must be 1 or more", members));
    }
    return new AutoValue_Group(parts(), by(), aggregate(), members, false, stale());
  }

  /** Looks at whether the condition holds for such a share of the members. Range: 1 to 100. */
  public Group withAtLeastPercent(int percent) {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException(
          String.format("withAtLeastPercent(%s): must be 1 to 100", percent));
    }
    return new AutoValue_Group(parts(), by(), aggregate(), percent, true, stale());
  }

  /**
   * How old the newest value of a member becomes until the member does not count any more.
   *
   * <ul>
   *   <li>Use it where members come and go. It bounds the state.
   *   <li>Range: more than 0, in event time. Default: a member counts for good.
   * </ul>
   */
  public Group withStale(Duration age) {
    if (age.toMillis() < 1) {
      throw new IllegalArgumentException(String.format("withStale(%s): must be > 0", age));
    }
    return new AutoValue_Group(parts(), by(), aggregate(), atLeast(), ofHundred(), age.toMillis());
  }

  boolean isOfMembers() {
    return atLeast() > 0;
  }

  /** The key of the group that a series of this key is in. */
  String keyOf(String key) {
    String[] all = key.split(SEPARATOR, Math.max(parts(), 1));
    return by().stream()
        .map(part -> part < all.length ? all[part] : "")
        .collect(Collectors.joining(SEPARATOR));
  }

  /** What state of it is good for, beside the condition. */
  String identity() {
    return String.format(
        Locale.ROOT,
        "of %s of %s%s%s",
        by(),
        parts(),
        isOfMembers() ? "" : " " + aggregate().name().toLowerCase(Locale.ROOT),
        stale() == Machine.NEVER ? "" : " stale " + stale());
  }
}
