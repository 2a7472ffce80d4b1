// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import static io.tidemark.io.row.RowFormat.CSV;
import static io.tidemark.io.row.RowFormat.JSON_LINES;
import static io.tidemark.io.row.Rows.SCHEMA;
import static io.tidemark.io.row.Rows.row;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.junit.Test;

public class RowFormatTest {
  private static final String MARCH = "2013-03-01T00:00:00Z";

  @Test
  public void csvHasAHeaderAndPlainFields() {
    assertThat(CSV.header(SCHEMA), equalTo(Optional.of("key,time,count,mean")));
    assertThat(CSV.format(row("a", MARCH, 3L, 0.1)), equalTo("a,2013-03-01T00:00:00Z,3,0.1"));
  }

  @Test
  public void csvNullIsAnEmptyField() {
    assertThat(CSV.format(row(null, null, null, null)), equalTo(",,,"));
    assertThat(CSV.format(row("", null, 1L, null)), equalTo(",,1,"));
  }

  @Test
  public void csvQuotesCommasQuotesAndLineBreaks() {
    assertThat(CSV.format(row("a,b", null, null, null)), equalTo("\"a,b\",,,"));
    assertThat(CSV.format(row("a\"b", null, null, null)), equalTo("\"a\"\"b\",,,"));
    assertThat(CSV.format(row("a\nb", null, null, null)), equalTo("\"a\nb\",,,"));
    assertThat(CSV.format(row("a\r\n", null, null, null)), equalTo("\"a\r\n\",,,"));
  }

  @Test
  public void csvNonFiniteNumbersAreWords() {
    assertThat(CSV.format(row("a", null, null, Double.NaN)), equalTo("a,,,NaN"));
    assertThat(
        CSV.format(row("a", null, null, Double.NEGATIVE_INFINITY)), equalTo("a,,,-Infinity"));
  }

  @Test
  public void csvOnlyColumnWithoutTextIsNoBlankLine() {
    Schema one = Schema.builder().addNullableField("key", Schema.FieldType.STRING).build();
    assertThat(CSV.format(Row.withSchema(one).addValue(null).build()), equalTo("\"\""));
    assertThat(CSV.format(Row.withSchema(one).addValue("a").build()), equalTo("a"));
  }

  @Test
  public void jsonKeepsTheOrderOfColumns() {
    assertThat(JSON_LINES.header(SCHEMA), equalTo(Optional.empty()));
    assertThat(
        JSON_LINES.format(row("a", MARCH, 3L, 1.5E-7)),
        equalTo("{\"key\":\"a\",\"time\":\"2013-03-01T00:00:00Z\",\"count\":3,\"mean\":1.5E-7}"));
  }

  @Test
  public void jsonNullIsNull() {
    assertThat(
        JSON_LINES.format(row(null, null, null, null)),
        equalTo("{\"key\":null,\"time\":null,\"count\":null,\"mean\":null}"));
  }

  @Test
  public void jsonNonFiniteNumbersAreStrings() {
    assertThat(
        JSON_LINES.format(row("", null, null, Double.NaN)), containsString("\"mean\":\"NaN\""));
    assertThat(
        JSON_LINES.format(row("", null, null, Double.POSITIVE_INFINITY)),
        containsString("\"mean\":\"Infinity\""));
    assertThat(
        JSON_LINES.format(row("", null, null, Double.NEGATIVE_INFINITY)),
        containsString("\"mean\":\"-Infinity\""));
  }

  @Test
  public void jsonIsOneLine() {
    assertThat(
        JSON_LINES.format(row("a\n\"b\"\\", null, null, null)),
        containsString("\"key\":\"a\\n\\\"b\\\"\\\\\""));
  }

  @Test
  public void theEndOfAFileNameChoosesTheFormat() {
    assertThat(RowFormat.ofFileName("out.csv"), equalTo(Optional.of(CSV)));
    assertThat(RowFormat.ofFileName("out.jsonl"), equalTo(Optional.of(JSON_LINES)));
    assertThat(RowFormat.ofFileName("out.txt"), equalTo(Optional.empty()));
    assertThat(RowFormat.extensions(), equalTo(".csv, .jsonl, .avro"));
  }

  @Test
  public void otherColumnTypesAreRefusedByName() {
    Schema schema = Schema.builder().addStringField("key").addBooleanField("good").build();
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Columns.requireWritable(schema));
    assertThat(
        refused.getMessage(),
        equalTo("column good: BOOLEAN, must be one of [INT64, DOUBLE, STRING, DATETIME]"));
  }
}
