// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** One record of each kind of trouble, and what becomes of it. */
public class RecordDecoderTest {
  private static final RecordDecoder CSV =
      RecordFormat.csv()
          .withCsvHeader(List.of("station", "note", "temp"))
          .decoder(List.of("temp", "station"));

  private static final RecordDecoder JSON =
      RecordFormat.jsonLines().decoder(List.of("temp", "at.place.name", "a.b"));

  @Test
  public void csvFieldsComeInTheOrderAskedFor() {
    assertDecodes(CSV, "blue,,4.5", "4.5", "blue");
    assertDecodes(CSV, " blue ,x, 4.5", " 4.5", " blue ");
    assertDecodes(CSV, ",,", "", "");
    assertDecodes(CSV, "\"blue\",\"a, \"\"b\"\"\nc\",\"4.5\"", "4.5", "blue");
    assertDecodes(CSV, "5\" pipe,\"\",4.5", "4.5", "5\" pipe");
    assertDecodes(CSV, "\uFFFD,,1", "1", "\uFFFD");
    assertDecodes(CSV, "zürich 😀,,1", "1", "zürich 😀");
  }

  @Test
  public void brokenCsvIsRejectedWithAReason() {
    assertRejects(CSV, "", "1 field, the header has 3");
    assertRejects(CSV, "blue,4.5", "2 fields, the header has 3");
    assertRejects(CSV, "blue,,4,5", "4 fields, the header has 3");
    assertRejects(CSV, "\"blue\",,4,5", "4 fields, the header has 3");
    assertRejects(CSV, "blue,\"x,4.5", "a quoted field is not closed");
    assertRejects(CSV, "blue,\"x\"y,4.5", "a closing quote is followed by text");
    assertRejects(CSV, "blue,\"x\" ,4.5", "a closing quote is followed by text");
    assertRejects(CSV, "blue,x,4.5\nblue,x,5", "a line end inside the record");
    assertRejects(CSV, "blue,x,4.5\r", "a line end inside the record");
  }

  @Test
  public void bytesThatAreNotUtf8AreRejected() {
    for (RecordDecoder decoder : List.of(CSV, JSON)) {
      RecordException e =
          assertThrows(
              RecordException.class, () -> decoder.decode("zürich,,1".getBytes(ISO_8859_1)));
      assertThat(e.getMessage(), equalTo("not valid UTF-8"));
    }
    byte[] overlongSlash = {(byte) 0xC0, (byte) 0xAF, ',', ','};
    byte[] surrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80, ',', ','};
    assertThrows(RecordException.class, () -> CSV.decode(overlongSlash));
    assertThrows(RecordException.class, () -> CSV.decode(surrogate));
  }

  @Test
  public void headerMustHaveTheFieldsAskedForOnce() {
    RecordFormat format = RecordFormat.csv().withCsvHeader(List.of("a", "b", "b"));
    assertHeaderFails(format, "c", "no column 'c'; it has a,b,b");
    assertHeaderFails(format, "b", "column 'b' is there twice; it has a,b,b");
    assertThat(decode(format.decoder(List.of("a")), "1,2,3"), equalTo(List.of("1")));
  }

  @Test
  public void jsonScalarsKeepTheirText() {
    assertDecodes(JSON, "{\"temp\":4.50}", "4.50", null, null);
    assertDecodes(JSON, "{\"temp\":1E+2}", "1E+2", null, null);
    assertDecodes(
        JSON, "{\"temp\":12345678901234567890123}", "12345678901234567890123", null, null);
    assertDecodes(JSON, "{\"temp\":\"4.5\"}", "4.5", null, null);
    assertDecodes(JSON, "{\"temp\":true}", "true", null, null);
    assertDecodes(JSON, "{\"temp\":NaN}", "NaN", null, null);
    assertDecodes(JSON, "{\"temp\":Infinity}", "Infinity", null, null);
    assertDecodes(JSON, "{\"temp\":-Infinity}", "-Infinity", null, null);
    assertDecodes(JSON, "{\"temp\":\"\\u00e9\\ud83d\\ude00\\n\"}", "é😀\n", null, null);
  }

  @Test
  public void jsonNullIsAsAbsent() {
    assertDecodes(JSON, "{\"temp\":null}", null, null, null);
    assertDecodes(JSON, "{}", null, null, null);
  }

  @Test
  public void jsonFieldsOfNestedObjectsAreReachedWithDots() {
    assertDecodes(JSON, "{\"at\":{\"x\":[1],\"place\":{\"name\":\"k\"}}}", null, "k", null);
    assertDecodes(JSON, "{\"a\":{\"b\":1},\"temp\":2}", "2", null, "1");
    assertDecodes(JSON, "{\"a.b\":1}", null, null, "1");
    assertDecodes(JSON, "{\"a\":1}", null, null, null);
    assertDecodes(JSON, "{\"other\":{\"temp\":1}}", null, null, null);
  }

  @Test
  public void jsonFieldsThatAreNotAskedForDoNotMatter() {
    assertDecodes(JSON, "{\"x\":1,\"x\":[{\"temp\":7}],\"temp\":2,\"y\":{}}", "2", null, null);
  }

  @Test
  public void brokenJsonIsRejectedWithAReason() {
    assertRejects(JSON, "", "not a JSON object");
    assertRejects(JSON, "[1]", "not a JSON object");
    assertRejects(JSON, "1", "not a JSON object");
    assertRejects(JSON, "{} {}", "more follows the JSON object");
    assertRejects(JSON, "{},", "not valid JSON: ");
    assertRejects(JSON, "{\"temp\":1", "not valid JSON: ");
    assertRejects(JSON, "{\"temp\":01}", "not valid JSON: ");
    assertRejects(JSON, "{\"temp\":1,5}", "not valid JSON: ");
    assertRejects(JSON, "{'temp':1}", "not valid JSON: ");
    assertRejects(JSON, "hello", "not valid JSON: ");
    assertRejects(JSON, "\u0000\u0001", "not valid JSON: ");
    assertRejects(JSON, "{\"temp\":1,\"temp\":2}", "field 'temp' is there twice");
    assertRejects(JSON, "{\"temp\":null,\"temp\":2}", "field 'temp' is there twice");
    assertRejects(JSON, "{\"a\":{\"b\":1},\"a\":{\"b\":1}}", "field 'a.b' is there twice");
    assertRejects(JSON, "{\"temp\":[1]}", "field 'temp' is an array");
    assertRejects(JSON, "{\"temp\":{\"x\":1}}", "field 'temp' is an object");
    assertRejects(JSON, "{\"temp\":\"\\ud83d\"}", "field 'temp' holds half a surrogate pair");
    assertRejects(JSON, "[".repeat(100_000), "not a JSON object");
    assertRejects(JSON, "{\"x\":" + "[".repeat(100_000), "not valid JSON: ");
  }

  @Test
  public void reasonsAreOneLineOfReasonableLength() {
    RecordException e =
        assertThrows(
            RecordException.class, () -> JSON.decode("z\n".repeat(1_000_000).getBytes(UTF_8)));
    assertThat(e.getMessage().lines().count(), equalTo(1L));
    assertThat(e.getMessage().length() < 200, equalTo(true));
  }

  private static List<String> decode(RecordDecoder decoder, String record) {
    try {
      return Arrays.asList(decoder.decode(record.getBytes(UTF_8)));
    } catch (RecordException e) {
      throw new AssertionError(record, e);
    }
  }

  private static void assertDecodes(RecordDecoder decoder, String record, String... fields) {
    assertThat(record, decode(decoder, record), equalTo(Arrays.asList(fields)));
  }

  private static void assertRejects(RecordDecoder decoder, String record, String reason) {
    RecordException e =
        assertThrows(RecordException.class, () -> decoder.decode(record.getBytes(UTF_8)));
    assertThat(e.getMessage(), startsWith(reason));
  }

  private static void assertHeaderFails(RecordFormat format, String field, String message) {
    InputException e = assertThrows(InputException.class, () -> format.decoder(List.of(field)));
    assertThat(e.getMessage(), equalTo(message));
  }
}
