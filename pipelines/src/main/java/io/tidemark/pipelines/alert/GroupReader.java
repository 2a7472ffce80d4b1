// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.alert;

import io.tidemark.transforms.alerts.Aggregate;
import io.tidemark.transforms.alerts.Group;
import io.tidemark.transforms.time.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Reads the group of a rule. */
final class GroupReader {
  /** Beside {@code by}. */
  static final List<String> FIELDS = List.of("aggregate", "members", "stale");

  private final YamlFields fields;
  private final List<String> keyFields;

  /**
   * The group of a rule that has one.
   *
   * @param fields of the rule
   * @param keyFields of which a series' key is made
   */
  GroupReader(YamlFields fields, List<String> keyFields) {
    this.fields = fields;
    this.keyFields = keyFields;
  }

  Group read() {
    if (fields.node("aggregate").isPresent() && fields.node("members").isPresent()) {
      throw fields.problem("must have one of aggregate and members, and has both");
    }
    List<Integer> parts = new ArrayList<>();
    for (String name : fields.texts("by").orElseThrow()) {
      int part = part(name);
      if (parts.contains(part)) {
        throw fields.problem(String.format("by '%s': is there twice", name));
      }
      parts.add(part);
    }
    Group all = Group.byKeyParts(keyFields.size(), parts);
    Group what =
        fields.parsed("aggregate", GroupReader::aggregate).map(all::withAggregate).orElse(all);
    Group group = fields.parsed("members", members(what)).orElse(what);
    return fields.parsed("stale", age -> group.withStale(DurationText.parse(age))).orElse(group);
  }

  private int part(String name) {
    int part = keyFields.indexOf(name);
    if (part < 0) {
      throw fields.problem(
          keyFields.isEmpty()
              ? String.format("by '%s': needs a --key with such a field", name)
              : String.format(
                  "by '%s': must be one of --key=%s", name, String.join(",", keyFields)));
    }
    return part;
  }

  private static Aggregate aggregate(String text) {
    for (Aggregate aggregate : Aggregate.values()) {
      if (aggregate.name().toLowerCase(Locale.ROOT).equals(text)) {
        return aggregate;
      }
    }
    throw new IllegalArgumentException("must be mean, sum, min, max or count");
  }

  private static Function<String, Group> members(Group group) {
    return text -> {
      if (!text.matches("\\d{1,9}%?")) {
        throw new IllegalArgumentException("must be a number, such as 3, or a share, such as 50%");
      }
      return text.endsWith("%")
          ? group.withAtLeastPercent(Integer.parseInt(text.substring(0, text.length() - 1)))
          : group.withAtLeast(Integer.parseInt(text));
    };
  }
}
