// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.junit.Test;

public class TopicsTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .addNullableStringField("key")
          .addStringField("field")
          .addDoubleField("mean")
          .build();

  @Test
  public void wildcardsAreWholeLevels() {
    List.of("a", "#", "+", "a/+/b", "a/#", "+/+/#", "/a", "$SYS/broker/#")
        .forEach(Topics::requireFilter);
    for (String filter : List.of("a+", "a/b+/c", "+a")) {
      assertWrong(() -> Topics.requireFilter(filter), "+ must be a whole level");
    }
    for (String filter : List.of("a#", "#/a", "a/#/b")) {
      assertWrong(() -> Topics.requireFilter(filter), "# must be the whole last level");
    }
    assertWrong(() -> Topics.requireFilter("$share/g/a"), "--mqttShare=GROUP");
    assertWrong(() -> Topics.requireFilter("a\0b"), "NUL");
    assertWrong(() -> Topics.requireFilter("a".repeat(65_536)), "65535 bytes at most");
  }

  @Test
  public void columnsFillTheTopic() {
    assertThat(topic("averages/{key}/{field}", row("north/1")), equalTo("averages/north/1/temp"));
    assertThat(topic("{mean}", row("n")), equalTo("21.5"));
    assertThat(topic("all", row(null)), equalTo("all"));
  }

  @Test
  public void aValueThatNoTopicCanHaveIsRefused() {
    for (String key : List.of("a+b", "#", "a\0b")) {
      assertWrong(() -> topic("averages/{key}", row(key)), "a topic must not have +, # or NUL");
    }
    assertWrong(() -> topic("averages/{key}", row("")), "column 'key' is empty");
    assertWrong(() -> topic("averages/{key}", row(null)), "column 'key' is empty");
    assertWrong(() -> topic("{key}/averages", row("$SYS")), "must not start with $");
    assertWrong(() -> topic("{key}", row("a".repeat(65_536))), "65535 bytes at most");
  }

  @Test
  public void aTemplateIsCheckedBeforeThereAreRows() {
    assertWrong(() -> TopicTemplate.parse("averages/+"), "a topic must not have +, # or NUL");
    assertWrong(() -> TopicTemplate.parse("$SYS/{key}"), "must not start with $");
    assertWrong(
        () -> TopicTemplate.parse("averages/{station}").requireColumns(SCHEMA),
        "no column {station}; it has key, field, mean");
  }

  private static String topic(String template, Row row) {
    return TopicTemplate.parse(template).topic(row);
  }

  private static Row row(String key) {
    return Row.withSchema(SCHEMA).addValues(key, "temp", 21.5).build();
  }

  private static void assertWrong(Runnable check, String problem) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, check::run);
    assertThat(e.getMessage(), containsString(problem));
  }
}
