// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

public class RecordFormatTest {
  @Test
  public void namesAreReadAndPrintedBack() {
    for (String name : List.of("csv", "tsv", "jsonl", "number")) {
      assertThat(RecordFormat.parse(name).toString(), equalTo(name));
    }
  }

  @Test
  public void unknownNameSaysWhatIsAllowed() {
    assertFails(
        () -> RecordFormat.parse("xml"),
        "inputFormat(xml): must be csv, tsv, jsonl, avro, avro-confluent or number");
  }

  @Test
  public void fileNameSaysTheFormat() {
    RecordFormat byName = RecordFormat.byFileName();
    assertThat(byName.forFile("a/b.csv"), equalTo(RecordFormat.csv()));
    assertThat(byName.forFile("b.tsv.gz"), equalTo(RecordFormat.tsv()));
    assertThat(byName.forFile("b.jsonl"), equalTo(RecordFormat.jsonLines()));
    assertThat(byName.forFile("B.NDJSON.GZ"), equalTo(RecordFormat.jsonLines()));
    assertThat(RecordFormat.isKnownFileName("b.txt"), is(false));
    assertThat(RecordFormat.isKnownFileName("csv"), is(false));
    assertThat(RecordFormat.isKnownFileName("b.gz"), is(false));
  }

  @Test
  public void chosenFormatOverridesTheFileName() {
    assertThat(RecordFormat.csv().forFile("b.jsonl"), equalTo(RecordFormat.csv()));
  }

  @Test
  public void fileNameWithoutAFormatIsAnErrorThatNamesTheOption() {
    InputException e =
        assertThrows(InputException.class, () -> RecordFormat.byFileName().forFile("x/b.txt"));
    assertThat(
        e.getMessage(),
        equalTo("x/b.txt: unknown format; say --inputFormat=csv, tsv, jsonl or avro"));
  }

  @Test
  public void aBareNumberIsOneFieldOfAMessage() throws RecordException {
    RecordDecoder decoder = RecordFormat.number().decoder(List.of("temp"));
    assertThat(decoder.decode("21.5".getBytes(UTF_8)), arrayContaining("21.5"));
    InputException several =
        assertThrows(
            InputException.class, () -> RecordFormat.number().decoder(List.of("station", "temp")));
    assertThat(
        several.getMessage(),
        equalTo(
            "a bare number is one field, not station,temp: say --value=NAME, any name, and let"
                + " --key and --time be attributes, such as @topic"));
  }

  @Test
  public void noFileIsOfBareNumbers() {
    InputException e =
        assertThrows(InputException.class, () -> RecordFormat.number().forFile("x/b.csv"));
    assertThat(
        e.getMessage(),
        equalTo(
            "x/b.csv: --inputFormat=number is for messages; a file must be csv, tsv, jsonl or avro"));
  }

  @Test
  public void settingsOutliveTheChoiceByFileName() throws RecordException {
    RecordFormat format =
        RecordFormat.byFileName().withCsvDelimiter(";").withCsvHeader(List.of("a", "b"));
    RecordDecoder decoder = format.forFile("x.csv").decoder(List.of("b"));
    assertThat(decoder.decode("1;2".getBytes(UTF_8)), arrayContaining("2"));
  }

  @Test
  public void tabIsADelimiterByName() throws RecordException {
    for (String tab : List.of("tab", "\\t", "\t")) {
      RecordFormat format = RecordFormat.csv().withCsvDelimiter(tab);
      RecordDecoder decoder = format.withCsvHeader(List.of("a", "b")).decoder(List.of("b"));
      assertThat(decoder.decode("1\t2".getBytes(UTF_8)), arrayContaining("2"));
    }
  }

  @Test
  public void delimitersThatCannotBeAreRefused() {
    for (String delimiter : List.of("", "ab", "\"", "\n", "\r", "é")) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> RecordFormat.csv().withCsvDelimiter(delimiter));
      assertThat(e.getMessage(), startsWith("withCsvDelimiter("));
    }
  }

  @Test
  public void headerMustHaveAName() {
    assertFails(
        () -> RecordFormat.csv().withCsvHeader(List.of()),
        "withCsvHeader([]): must be one name or more");
  }

  @Test
  public void messagesOfDelimitedFieldsNeedAHeader() {
    InputException e =
        assertThrows(InputException.class, () -> RecordFormat.csv().decoder(List.of("a")));
    assertThat(e.getMessage(), equalTo("a message has no header line; say --csvHeader=NAMES"));
  }

  @Test
  public void messagesNeedAFormat() {
    InputException e =
        assertThrows(InputException.class, () -> RecordFormat.byFileName().decoder(List.of("a")));
    assertThat(
        e.getMessage(),
        equalTo("a message has no file name; say --inputFormat=csv, tsv, jsonl, avro or number"));
  }

  @Test
  public void formatIsSerializable() {
    RecordFormat format = RecordFormat.tsv().withCsvHeader(List.of("a"));
    assertThat(SerializableUtils.clone(format), equalTo(format));
  }

  private static void assertFails(Runnable action, String message) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    assertThat(e.getMessage(), equalTo(message));
  }
}
