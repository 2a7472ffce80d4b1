// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.junit.Test;

/** Rows as an object file that the library itself reads. */
public class AvroRowsTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .addStringField("key")
          .addNullableField("window_end", FieldType.DATETIME)
          .addInt64Field("count")
          .addNullableField("mean", FieldType.DOUBLE)
          .build();

  @Test
  public void theSchemaSaysWhatTheColumnsAre() {
    assertThat(
        AvroRows.schema(SCHEMA).toString(),
        is(
            "{\"type\":\"record\",\"name\":\"Row\",\"namespace\":\"io.tidemark\",\"fields\":["
                + "{\"name\":\"key\",\"type\":\"string\"},"
                + "{\"name\":\"window_end\",\"type\":[\"null\","
                + "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}]},"
                + "{\"name\":\"count\",\"type\":\"long\"},"
                + "{\"name\":\"mean\",\"type\":[\"null\",\"double\"]}]}"));
  }

  @Test
  public void blocksMayFollowInAnyOrder() throws IOException {
    Row first = row("blüe", Instant.ofEpochMilli(-1), 3, -0.0);
    Row second = row("", null, Long.MIN_VALUE, null);
    Row third = row("green", Instant.ofEpochMilli(5), 0, Double.NaN);
    byte[] one = block(first, second);
    byte[] other = block(third);

    assertThat(
        read(one, other),
        equalTo(List.of("blüe -1 3 -0.0", " null " + Long.MIN_VALUE + " null", "green 5 0 NaN")));
    assertThat(read(other, one).get(0), is("green 5 0 NaN"));
    assertThat(read(), equalTo(List.of()));
  }

  @Test
  public void theBytesAreAlwaysTheSame() {
    assertThat(
        HexFormat.of().formatHex(RowFormat.AVRO.record(row("a", Instant.ofEpochMilli(1), 2, 0.5))),
        is("0261" + "0202" + "04" + "02000000000000e03f"));
    assertThat(RowFormat.AVRO.start(SCHEMA), equalTo(RowFormat.AVRO.start(SCHEMA)));
  }

  @Test
  public void aNameThatAvroCannotHaveIsAnError() {
    Schema spaced = Schema.builder().addStringField("a b").build();
    assertThrows(IllegalArgumentException.class, () -> RowFormat.AVRO.start(spaced));
  }

  private static Row row(String key, Instant end, long count, Double mean) {
    return Row.withSchema(SCHEMA).addValues(key, end, count, mean).build();
  }

  private static byte[] block(Row... rows) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (Row row : rows) {
      records.writeBytes(RowFormat.AVRO.record(row));
    }
    return RowFormat.AVRO.block(SCHEMA, rows.length, records.toByteArray());
  }

  private static List<String> read(byte[]... blocks) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(RowFormat.AVRO.start(SCHEMA));
    for (byte[] block : blocks) {
      file.writeBytes(block);
    }
    List<String> rows = new ArrayList<>();
    try (DataFileStream<GenericRecord> in =
        new DataFileStream<>(
            new ByteArrayInputStream(file.toByteArray()), new GenericDatumReader<>())) {
      for (GenericRecord row : in) {
        rows.add(
            String.format(
                "%s %s %s %s",
                row.get("key"), row.get("window_end"), row.get("count"), row.get("mean")));
      }
    }
    return rows;
  }
}
