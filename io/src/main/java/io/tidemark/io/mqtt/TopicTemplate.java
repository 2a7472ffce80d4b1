// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import io.tidemark.io.row.ColumnText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * The topic of each row: text with {@code {column}} where the value of a column stands.
 *
 * <p>A slash in a value makes levels. A value that no topic can have is refused, and not encoded:
 * two values would else share a topic, or nobody would find theirs.
 */
final class TopicTemplate implements Serializable {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

  /** Text and columns in turn; text first and last. */
  private final List<String> parts;

  private TopicTemplate(List<String> parts) {
    this.parts = parts;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static TopicTemplate parse(String text) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PLACE.matcher(text);
    int start = 0;
    while (matcher.find()) {
      parts.add(text.substring(start, matcher.start()));
      parts.add(matcher.group(1));
      start = matcher.end();
    }
    parts.add(text.substring(start));
    TopicTemplate template = new TopicTemplate(List.copyOf(parts));
    Topics.requireName(template.fill(column -> "x"));
    return template;
  }

  /**
   * Checks that all columns are there.
   *
   * @throws IllegalArgumentException that names the one that is not
   */
  void requireColumns(Schema schema) {
    for (int i = 1; i < parts.size(); i += 2) {
      if (!schema.hasField(parts.get(i))) {
        throw new IllegalArgumentException(
            String.format(
                "no column {%s}; it has %s",
                parts.get(i), String.join(", ", schema.getFieldNames())));
      }
    }
  }

  /**
   * The topic of a row.
   *
   * @throws IllegalArgumentException if a value cannot be part of one
   */
  String topic(Row row) {
    String topic = fill(column -> text(column, row.getValue(column)));
    Topics.requireName(topic);
    return topic;
  }

  private static String text(String column, Object value) {
    String text = value == null ? "" : ColumnText.of(value);
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          String.format("column '%s' is empty, and would be a level of the topic", column));
    }
    Topics.requirePlain(text);
    return text;
  }

  private String fill(Values values) {
    StringBuilder topic = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      topic.append(i % 2 == 0 ? parts.get(i) : values.of(parts.get(i)));
    }
    return topic.toString();
  }

  private interface Values {
    String of(String column);
  }
}
