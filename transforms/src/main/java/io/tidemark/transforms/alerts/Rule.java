// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.reading.Series;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A condition, the series it is for, and when it is worth an alert.
 *
 * <pre>{@code
 * Rule overheating =
 *     Rule.of("overheating", Condition.above(30, 28))
 *         .withSeries("oven-*", "temperature")
 *         .withDuration(Duration.ofMinutes(5))
 *         .withSeverity(Severity.CRITICAL)
 *         .withMessage("{key} has been over 30 since {since}, now {value}");
 * }</pre>
 */
@AutoValue
public abstract class Rule implements Serializable {
  Rule() {}

  /**
   * A rule for all series.
   *
   * @param name which tells rules apart, and is part of the identity of each alert
   */
  public static Rule of(String name, Condition condition) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(String.format("of(%s): must not be blank", name));
    }
    return new AutoValue_Rule.Builder()
        .setName(name)
        .setCondition(condition)
        .setKey("*")
        .setField("*")
        .setGroupOrNone(Group.NONE)
        .setDuration(Duration.ZERO)
        .setCooldown(Duration.ZERO)
        .setForget(Machine.NEVER)
        .setSeverity(Severity.WARNING)
        .setMessage(MessageTemplate.DEFAULT)
        .build();
  }

  /** What tells it apart. */
  public abstract String name();

  abstract Condition condition();

  abstract String key();

  abstract String field();

  abstract Group groupOrNone();

  abstract Duration duration();

  abstract Duration cooldown();

  /** How long a series is silent until it is forgotten; {@link Machine#NEVER} for never. */
  abstract long forget();

  abstract Severity severity();

  abstract String message();

  abstract Builder toBuilder();

  /**
   * Which series it watches; {@code *} stands for any text. Default all.
   *
   * @param key pattern of keys, such as {@code oven-*}
   * @param field pattern of fields, such as {@code temperature} or {@code *.mean}
   */
  public Rule withSeries(String key, String field) {
    return toBuilder().setKey(key).setField(field).build();
  }

  /**
   * Watches the series of a group as one. Default each series by itself.
   *
   * @throws IllegalArgumentException for a condition that cannot be that of such a group
   */
  public Rule withGroup(Group group) {
    if (condition() instanceof Standstill) {
      throw new IllegalArgumentException("withGroup: standstill is of single series");
    }
    Rule rule = toBuilder().setGroupOrNone(group).build();
    if (rule.isOfWholeGroup() && group.stale() != Machine.NEVER) {
      throw new IllegalArgumentException("stale: silence of the whole group has no members");
    }
    if (group.isOfMembers()
        && group.stale() != Machine.NEVER
        && condition().silentAfter() != Machine.NEVER
        && group.stale() <= condition().silentAfter()) {
      throw new IllegalArgumentException(
          String.format(
              "stale(%s): must be more than the silence", Duration.ofMillis(group.stale())));
    }
    return rule;
  }

  /** How long, in event time, the condition must hold until the alert fires. Default 0. */
  public Rule withDuration(Duration duration) {
    return toBuilder().setDuration(notNegative("withDuration", duration)).build();
  }

  /**
   * How long, in event time, the condition must not hold until a firing alert is over: when it
   * holds again before, it is the same alert. Use it against flapping. Default 0.
   */
  public Rule withCooldown(Duration cooldown) {
    return toBuilder().setCooldown(notNegative("withCooldown", cooldown)).build();
  }

  /** How bad it is. Default {@link Severity#WARNING}. */
  public Rule withSeverity(Severity severity) {
    return toBuilder().setSeverity(severity).build();
  }

  /**
   * What the alert says. {@code {key}}, {@code {field}}, {@code {rule}}, {@code {severity}}, {@code
   * {state}}, {@code {since}}, {@code {time}}, {@code {duration}}, {@code {value}} and {@code
   * {measure}} are filled in.
   */
  public Rule withMessage(String template) {
    MessageTemplate.check(template);
    return toBuilder().setMessage(template).build();
  }

  /** Of what series; empty for each by itself. */
  final Optional<Group> group() {
    return Optional.of(groupOrNone()).filter(group -> !group.equals(Group.NONE));
  }

  /**
   * The same in a run that forgets silent series.
   *
   * @throws IllegalArgumentException if its silence would be forgotten before it fires
   */
  Rule forgetting(Duration silence) {
    long silentAfter = condition().silentAfter();
    if (silentAfter != Machine.NEVER
        && silence.minus(duration()).compareTo(Duration.ofMillis(silentAfter)) <= 0) {
      throw new IllegalArgumentException(
          String.format("must be more than the silence of rule %s", name()));
    }
    return toBuilder().setForget(silence.toMillis()).build();
  }

  boolean watches(Series series) {
    return matches(key(), series.key()) && matches(field(), series.field());
  }

  /** What state of it is good for: with another text, it begins anew. */
  String identity() {
    String ofSeries =
        String.format(Locale.ROOT, "%s for %s cooldown %s", condition(), duration(), cooldown());
    return group().map(group -> ofSeries + " " + group.identity()).orElse(ofSeries);
  }

  /** Whether it is silence of a group, for which all of its readings are as those of one series. */
  boolean isOfWholeGroup() {
    return condition() instanceof Silence
        && group().filter(each -> !each.isOfMembers()).isPresent();
  }

  /** What a group's rule looks for at each member. */
  Rule ofMember() {
    boolean ofMembers = group().orElseThrow().isOfMembers();
    return toBuilder()
        .setCondition(ofMembers ? condition() : new Silence(Machine.NEVER)) // never holds
        .setDuration(Duration.ZERO)
        .setCooldown(Duration.ZERO)
        .setForget(Machine.NEVER) // what of it is not stale is up to the group
        .build();
  }

  /** What a group's rule looks for at what the members are together. */
  Rule ofGroup() {
    Group group = group().orElseThrow();
    return group.isOfMembers()
        ? toBuilder()
            .setCondition(new AtLeast(group.atLeast(), group.ofHundred(), condition()))
            .build()
        : this;
  }

  private static boolean matches(String pattern, String text) {
    if (pattern.equals("*") || pattern.equals(text)) {
      return true;
    }
    return pattern.contains("*")
        && Pattern.matches(
            Stream.of(pattern.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")),
            text);
  }

  private static Duration notNegative(String method, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(String.format("%s(%s): must be >= 0", method, duration));
    }
    return duration;
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setName(String name);

    abstract Builder setCondition(Condition condition);

    abstract Builder setKey(String pattern);

    abstract Builder setField(String pattern);

    abstract Builder setGroupOrNone(Group group);

    abstract Builder setDuration(Duration duration);

    abstract Builder setCooldown(Duration cooldown);

    abstract Builder setForget(long millis);

    abstract Builder setSeverity(Severity severity);

    abstract Builder setMessage(String template);

    abstract Rule build();
  }
}
