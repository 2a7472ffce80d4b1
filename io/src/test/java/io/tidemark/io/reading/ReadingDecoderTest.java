// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import java.util.List;
import org.junit.Test;

public class ReadingDecoderTest {
  private static final ReadingSchema SCHEMA =
      ReadingSchema.ofValues("temp", "pm").withKey("station").withTime("time");

  private static final ReadingDecoder CSV = csv(SCHEMA, "station", "time", "temp", "pm");

  private static final ReadingDecoder JSON =
      ReadingDecoder.of(SCHEMA, RecordFormat.jsonLines().decoder(SCHEMA.fields()));

  private static final String ROW = "blue,1970-01-01T00:00:01Z,";

  @Test
  public void recordBecomesAReadingPerValueField() {
    assertThat(decode(ROW + "4.5, 7 "), equalTo(blue().value(4.5).value(7).build()));
  }

  @Test
  public void textsThatMeanNoReadingAreMissing() {
    for (String text : List.of("", "NA", "NaN", "null", "  ", " NA\t")) {
      assertThat(text, decode(ROW + "1," + text), equalTo(blue().value(1).missing().build()));
    }
  }

  @Test
  public void configuredTextsAreMissingToo() {
    ReadingSchema schema = ReadingSchema.ofValues("temp").withMissing("-9999");
    ReadingDecoder decoder = csv(schema, "temp");
    assertThat(
        decoder.decode("f", 1, bytes("-9999")), equalTo(DecodedRecord.of("").missing().build()));
    assertThat(
        decoder.decode("f", 1, bytes("-9999.0")),
        equalTo(DecodedRecord.of("").value(-9999).build()));
  }

  @Test
  public void badNumberRejectsItsReadingOnly() {
    for (String text : List.of("1;5", "--", "0x1p3", "1d", "1e999", "abc")) {
      String row = ROW + text + ",2";
      String reason = "value 'temp': '" + text + "' is not a number";
      assertThat(decode(row), equalTo(blue().rejected(rejected(reason, row)).value(2).build()));
    }
  }

  @Test
  public void eachBadNumberIsARejectionOfItsOwn() {
    String row = ROW + "\"1,5\",--";
    assertThat(
        decode(row),
        equalTo(
            blue()
                .rejected(rejected("value 'temp': '1,5' is not a number", row))
                .rejected(rejected("value 'pm': '--' is not a number", row))
                .build()));
  }

  @Test
  public void recordWhoseTimeCannotBeReadIsRejectedAsAWhole() {
    String row = "blue,2013-02-30,1,2";
    assertRejected(row, "time '2013-02-30': Invalid date 'FEBRUARY 30'");
    assertRejected("blue,,1,2", "time '': not ISO 8601");
    assertRejected("blue,NA,1,2", "time 'NA': not ISO 8601");
  }

  @Test
  public void recordThatCannotBeDecodedIsRejectedAsAWhole() {
    assertRejected("blue,1", "2 fields, the header has 4");
    assertRejected("\"", "a quoted field is not closed");
  }

  @Test
  public void bytesOfARecordThatIsNoTextAreKept() {
    byte[] raw = "zürich".getBytes(ISO_8859_1);
    assertThat(
        CSV.decode("f", 3, raw),
        equalTo(DecodedRecord.rejected(2, RejectedRecord.of("f:3", "not valid UTF-8", raw))));
  }

  @Test
  public void absentValueIsMissingAndAbsentKeyOrTimeRejectsTheRecord() {
    String time = "\"time\":\"1970-01-01T00:00:01Z\"";
    assertThat(
        JSON.decode("f", 3, bytes("{\"station\":\"blue\"," + time + ",\"temp\":4.5}")),
        equalTo(blue().value(4.5).missing().build()));
    assertJsonRejected("{" + time + "}", "no field 'station'");
    assertJsonRejected("{\"station\":null," + time + "}", "no field 'station'");
    assertJsonRejected("{\"station\":\"blue\"}", "no field 'time'");
    assertJsonRejected("{\"station\":\"blue\",\"time\":null}", "no field 'time'");
  }

  @Test
  public void bareJsonNumbersThatAreNoneAreMissingOrInfinite() {
    String record =
        "{\"station\":\"blue\",\"time\":\"1970-01-01T00:00:01Z\",\"temp\":NaN,\"pm\":-Infinity}";
    assertThat(
        JSON.decode("f", 3, bytes(record)),
        equalTo(blue().missing().value(Double.NEGATIVE_INFINITY).build()));
  }

  @Test
  public void severalKeyFieldsAreJoined() {
    ReadingSchema schema = ReadingSchema.ofValues("v").withKey("b", "a");
    ReadingDecoder decoder = csv(schema, "a", "b", "v");
    assertThat(
        decoder.decode("f", 1, bytes("x,y,1")), equalTo(DecodedRecord.of("y/x").value(1).build()));
  }

  @Test
  public void fieldMayHaveTwoParts() {
    ReadingSchema schema =
        ReadingSchema.ofValues("t")
            .withKey("t")
            .withTime("t")
            .withTimeFormat(TimeFormat.parse("epochSeconds"));
    ReadingDecoder decoder = csv(schema, "t");
    assertThat(
        decoder.decode("f", 1, bytes("7")),
        equalTo(DecodedRecord.of("7").at(7000).value(7).build()));
  }

  @Test
  public void longTextIsCutInTheReasonAndKeptInTheRecord() {
    String row = ROW + "x".repeat(1_000_000) + ",1";
    DecodedRecord record = decode(row);
    assertThat(record.rejections().get(0).record(), equalTo(row));
    assertThat(
        record.rejections().get(0).reason(),
        equalTo("value 'temp': '" + "x".repeat(100) + "...' is not a number"));
  }

  private static ReadingDecoder csv(ReadingSchema schema, String... header) {
    return ReadingDecoder.of(
        schema, RecordFormat.csv().withCsvHeader(List.of(header)).decoder(schema.fields()));
  }

  private static DecodedRecord decode(String row) {
    return CSV.decode("f", 3, bytes(row));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static DecodedRecord.Builder blue() {
    return DecodedRecord.of("blue").at(1000);
  }

  private static RejectedRecord rejected(String reason, String row) {
    return RejectedRecord.of("f:3", reason, row);
  }

  private static void assertRejected(String row, String reason) {
    assertThat(decode(row), equalTo(DecodedRecord.rejected(2, rejected(reason, row))));
  }

  private static void assertJsonRejected(String record, String reason) {
    assertThat(
        JSON.decode("f", 3, bytes(record)),
        equalTo(DecodedRecord.rejected(2, rejected(reason, record))));
  }
}
