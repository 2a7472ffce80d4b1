// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.io.row.RowFormat;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;
import org.junit.Test;

public class TopicRecordsTest {
  private static final Schema RESULT =
      Schema.builder()
          .addStringField("key")
          .addNullableField("window_end", FieldType.DATETIME)
          .addDoubleField("mean")
          .build();
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  @Test
  public void aResultHasItsIdentityAsKeyAndTheEndOfItsWindowAsTime() {
    TopicRecord record =
        records(RowFormat.JSON_LINES, "key", "window_end").of(result("2026-01-01T11:00:00Z"));

    assertThat(
        record,
        equalTo(
            new TopicRecord(
                Optional.of("{\"key\":\"blue\",\"window_end\":\"2026-01-01T11:00:00Z\"}"),
                "{\"key\":\"blue\",\"window_end\":\"2026-01-01T11:00:00Z\",\"mean\":4.5}"
                    .getBytes(StandardCharsets.UTF_8),
                Instant.parse("2026-01-01T11:00:00Z").toEpochMilli())));
  }

  @Test
  public void csvHasKeyAndRowAsCsv() {
    TopicRecord record = records(RowFormat.CSV, "key").of(result("2026-01-01T11:00:00Z"));

    assertThat(record.key(), equalTo(Optional.of("blue")));
    assertThat(
        new String(record.value(), StandardCharsets.UTF_8),
        equalTo("blue,2026-01-01T11:00:00Z,4.5"));
  }

  @Test
  public void aWindowThatEndsLaterIsOfNow() {
    TopicRecord record = records(RowFormat.CSV, "key").of(result("2026-01-01T13:00:00Z"));

    assertThat(record.millis(), equalTo(NOON.millis()));
  }

  @Test
  public void aRowWithoutAWindowIsOfNow() {
    assertThat(records(RowFormat.CSV, "key").of(result(null)).millis(), equalTo(NOON.millis()));
  }

  @Test
  public void rowsThatAllStayHaveNoKey() {
    assertThat(records(RowFormat.CSV).of(result(null)).key(), equalTo(Optional.empty()));
  }

  private static TopicRecords records(RowFormat format, String... key) {
    return new TopicRecords(format, List.of(key), NOON);
  }

  private static Row result(String end) {
    return Row.withSchema(RESULT)
        .addValues("blue", end == null ? null : org.joda.time.Instant.parse(end), 4.5)
        .build();
  }
}
