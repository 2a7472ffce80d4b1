// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.alert;

import io.tidemark.transforms.alerts.Condition;
import io.tidemark.transforms.alerts.Rule;
import io.tidemark.transforms.alerts.Severity;
import io.tidemark.transforms.time.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one rule of a file. */
final class RuleReader {
  private static final List<String> CONDITIONS =
      List.of("above", "below", "outside", "rate", "silence", "standstill", "zscore", "ewma");
  private static final List<String> OTHERS =
      List.of("name", "key", "field", "by", "for", "cooldown", "severity", "message");
  private static final int READINGS = 100;
  private static final double WEIGHT = 0.2;

  private final YamlFields fields;
  private final String name;
  private final List<String> keyFields;

  /**
   * A rule.
   *
   * @param keyFields of which a series' key is made
   */
  RuleReader(Node node, List<String> keyFields) {
    this.keyFields = keyFields;
    YamlFields nameless = new YamlFields("a rule", node);
    this.name = nameless.text("name").orElseThrow(() -> nameless.problem("name is required"));
    this.fields = nameless.named("rule " + name);
  }

  Rule read() {
    String kind = kind();
    fields.requireKnown(known(kind, fields.node("by").isPresent()));
    Rule rule = Rule.of(name, condition(kind));
    rule = rule.withSeries(fields.text("key").orElse("*"), fields.text("field").orElse("*"));
    Duration duration = fields.parsed("for", RuleReader::notNegative).orElse(Duration.ZERO);
    Duration cooldown = fields.parsed("cooldown", RuleReader::notNegative).orElse(Duration.ZERO);
    Severity severity = fields.parsed("severity", RuleReader::severity).orElse(Severity.WARNING);
    Rule timed = rule.withDuration(duration).withCooldown(cooldown).withSeverity(severity);
    Rule saying = fields.parsed("message", timed::withMessage).orElse(timed);
    return fields.node("by").map(by -> grouped(saying)).orElse(saying);
  }

  private Rule grouped(Rule rule) {
    try {
      return rule.withGroup(new GroupReader(fields, keyFields).read());
    } catch (IllegalArgumentException e) {
      throw fields.problem(e.getMessage());
    }
  }

  private String kind() {
    List<String> kinds = CONDITIONS.stream().filter(fields.names()::contains).toList();
    if (kinds.size() != 1) {
      throw fields.problem(
          String.format(
              "must have one of %s%s",
              String.join(", ", CONDITIONS),
              kinds.isEmpty() ? "" : ", and has " + String.join(" and ", kinds)));
    }
    return kinds.get(0);
  }

  private static List<String> known(String kind, boolean grouped) {
    List<String> known = new ArrayList<>(OTHERS);
    if (grouped) {
      known.addAll(GroupReader.FIELDS);
    }
    known.add(kind);
    switch (kind) {
      case "silence" -> known.remove("aggregate");
      case "standstill" -> {
        known.removeAll(List.of("by", "for", "cooldown"));
        known.removeAll(GroupReader.FIELDS);
      }
      case "rate" -> known.addAll(List.of("per", "clear"));
      case "zscore" -> known.addAll(List.of("readings", "clear"));
      case "ewma" -> known.addAll(List.of("readings", "weight", "clear"));
      default -> known.add("clear");
    }
    return known;
  }

  private Condition condition(String kind) {
    try {
      return switch (kind) {
        case "outside" -> outside();
        case "silence" -> Condition.silence(fields.duration(kind).orElseThrow());
        case "standstill" -> Condition.standstill(fields.duration(kind).orElseThrow());
        default -> limited(kind, fields.number(kind).orElseThrow());
      };
    } catch (IllegalArgumentException e) {
      throw fields.problem(e.getMessage());
    }
  }

  private Condition limited(String kind, double limit) {
    double clear = fields.number("clear").orElse(limit);
    int readings = fields.parsed("readings", RuleReader::count).orElse(READINGS);
    return switch (kind) {
      case "above" -> Condition.above(limit, clear);
      case "below" -> Condition.below(limit, clear);
      case "rate" ->
          Condition.rate(
              limit,
              clear,
              fields.duration("per").orElseThrow(() -> fields.problem("rate needs per: 1m")));
      case "zscore" -> Condition.zScore(limit, clear, readings);
      default -> Condition.ewma(limit, clear, readings, fields.number("weight").orElse(WEIGHT));
    };
  }

  private Condition outside() {
    List<Double> limits = fields.pair("outside").orElseThrow();
    List<Double> clear = fields.pair("clear").orElse(limits);
    return Condition.outside(limits.get(0), limits.get(1), clear.get(0), clear.get(1));
  }

  private static Duration notNegative(String text) {
    Duration duration = DurationText.parse(text);
    if (duration.isNegative()) {
      throw new IllegalArgumentException("must be >= 0");
    }
    return duration;
  }

  private static int count(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("must be a whole number");
    }
    return Integer.parseInt(text);
  }

  private static Severity severity(String text) {
    for (Severity severity : Severity.values()) {
      if (severity.name().toLowerCase(Locale.ROOT).equals(text)) {
        return severity;
      }
    }
    throw new IllegalArgumentException("must be info, warning or critical");
  }
}
