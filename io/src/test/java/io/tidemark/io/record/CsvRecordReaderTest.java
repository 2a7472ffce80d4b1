// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tidemark.io.RandomCases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class CsvRecordReaderTest {
  private static final int ANY = 0;

  @Test
  public void linesEndWithLfCrlfOrCr() throws IOException {
    assertThat(records("a,1\nb,2\r\nc,3\rd,4", ANY), contains("1:a,1", "2:b,2", "3:c,3", "4:d,4"));
  }

  @Test
  public void lineEndAtTheEndOfTheFileAddsNoRecord() throws IOException {
    assertThat(records("a\n", ANY), contains("1:a"));
    assertThat(records("a\r", ANY), contains("1:a"));
    assertThat(records("a\r\n", ANY), contains("1:a"));
  }

  @Test
  public void emptyLinesAreSkippedAndCounted() throws IOException {
    assertThat(records("\n\r\na\n\n\nb\n\n", ANY), contains("3:a", "6:b"));
  }

  @Test
  public void emptyFileHasNoRecords() throws IOException {
    assertThat(records("", ANY), is(empty()));
    assertThat(records("\uFEFF", ANY), is(empty()));
    assertThat(records("\n\n", ANY), is(empty()));
  }

  @Test
  public void byteOrderMarkIsSkippedOnlyAtTheStart() throws IOException {
    assertThat(records("\uFEFFa\n\uFEFFb", ANY), contains("1:a", "2:\uFEFFb"));
  }

  @Test
  public void quotedFieldHoldsDelimitersLineEndsAndDoubledQuotes() throws IOException {
    assertThat(
        records("\"a,\r\n\"\"b\"\"\",1\nc,2\n", 2), contains("1:\"a,\r\n\"\"b\"\"\",1", "3:c,2"));
  }

  @Test
  public void quoteInsideAnUnquotedFieldIsText() throws IOException {
    assertThat(records("5\" pipe,1\n6\" pipe,2\n", 2), contains("1:5\" pipe,1", "2:6\" pipe,2"));
  }

  @Test
  public void quoteThatIsNeverClosedCostsItsLine() throws IOException {
    assertThat(records("\"a,1\nb,2\nc,3\n", 2), contains("1:\"a,1", "2:b,2", "3:c,3"));
  }

  @Test
  public void strayQuoteThatALaterOneClosesCostsItsLine() throws IOException {
    assertThat(
        records("a,\"1\nb,2\n\"c\",3\nd,4\n", 2),
        contains("1:a,\"1", "2:b,2", "3:\"c\",3", "4:d,4"));
  }

  @Test
  public void recordThatSpansLinesAndHasTooFewColumnsCostsItsLine() throws IOException {
    assertThat(records("\"a\nb,1,1\"\nc,2\n", 2), contains("1:\"a", "2:b,1,1\"", "3:c,2"));
  }

  @Test
  public void anyNumberOfColumnsIsRightBeforeTheHeaderIsKnown() throws IOException {
    assertThat(records("\"a\nb\",c\nd\n", ANY), contains("1:\"a\nb\",c", "3:d"));
  }

  @Test
  public void textAfterAClosingQuoteEndsWithItsLine() throws IOException {
    assertThat(records("\"a\"b\"\nc\n", 1), contains("1:\"a\"b\"", "2:c"));
  }

  @Test
  public void longLineIsOneRecord() throws IOException {
    String line = "x".repeat(10_000_000);
    assertThat(records(line + "\nb\n", 1), contains("1:" + line, "2:b"));
  }

  @Test
  public void lineThatDoesNotFitInMemoryIsCut() throws IOException {
    byte[] bytes = ("é".repeat(RecordReader.MAX_RECORD) + "\r\nb\r\n").getBytes(UTF_8);
    CsvRecordReader reader = new CsvRecordReader(new ByteArrayInputStream(bytes), ',');
    assertThat(reader.next(), is(true));
    assertThat(reader.cut(), is(true));
    assertThat(new String(reader.record(), UTF_8), equalTo("é".repeat(RecordReader.HEAD / 2)));
    assertThat(reader.next(), is(true));
    assertThat(reader.cut(), is(false));
    assertThat(reader.line(), is(2L));
    assertThat(reader.next(), is(false));
  }

  @Test
  public void quoteThatStaysOpenForMoreThanARecordMayHaveCostsItsLine() throws IOException {
    String line = "x".repeat(999) + "\n";
    int lines = RecordReader.MAX_RECORD / line.length() + 2;
    CsvRecordReader reader =
        new CsvRecordReader(
            new ByteArrayInputStream(("\"" + line.repeat(lines)).getBytes(UTF_8)), ',');
    reader.expectColumns(1);
    int found = 0;
    while (reader.next()) {
      found++;
      assertThat(reader.line(), is((long) found));
    }
    assertThat(found, is(lines));
  }

  /** Every line leaves a quote open, for itself and for whoever is still in one. */
  @Test
  public void manyOpenQuotesAreReadInLinearTime() throws IOException {
    int lines = 200_000;
    assertThat(records("\",a\",\"\n".repeat(lines), 3).size(), is(lines));
  }

  @Test
  public void wellFormedFilesAreFramedAsFastCsvFramesThem() {
    RandomCases.run(
        20_000,
        random -> {
          char delimiter = ",;\t|".charAt(random.nextInt(4));
          String text = wellFormed(random, delimiter);
          assertThat(ours(text, delimiter, random), equalTo(fastCsv(text, delimiter)));
        });
  }

  /**
   * FastCSV 4.1.0 reads the whole file wrongly and loses the field: a reason to frame ourselves.
   */
  @Test
  public void lineEndsInsideTheLastQuotedFieldAreKept() throws Exception {
    String text = "\"a\rb\"\nd\n";
    assertThat(ours(text, ',', new Random(0)), contains(List.of("1", "a\rb"), List.of("3", "d")));
  }

  private static List<String> records(String text, int columns) throws IOException {
    CsvRecordReader reader =
        new CsvRecordReader(new ByteArrayInputStream(text.getBytes(UTF_8)), ',');
    if (columns != ANY) {
      reader.expectColumns(columns);
    }
    List<String> records = new ArrayList<>();
    while (reader.next()) {
      records.add(reader.line() + ":" + new String(reader.record(), UTF_8));
    }
    return records;
  }

  /** Line and fields of each record, read in pieces of random size. */
  private static List<List<String>> ours(String text, char delimiter, Random random)
      throws Exception {
    CsvRecordReader reader =
        new CsvRecordReader(new Dribble(text.getBytes(UTF_8), random), delimiter);
    CsvDecoder decoder = new CsvDecoder(delimiter, 0, new int[0]);
    List<List<String>> records = new ArrayList<>();
    while (reader.next()) {
      List<String> record = new ArrayList<>(List.of(Long.toString(reader.line())));
      record.addAll(List.of(decoder.fields(reader.record())));
      records.add(record);
    }
    return records;
  }

  private static List<List<String>> fastCsv(String text, char delimiter) throws IOException {
    List<List<String>> records = new ArrayList<>();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(text)) {
      for (CsvRecord line : csv) {
        List<String> record = new ArrayList<>(List.of(Long.toString(line.getStartingLineNumber())));
        record.addAll(line.getFields());
        records.add(record);
      }
    }
    return records;
  }

  private static String wellFormed(Random random, char delimiter) {
    StringBuilder text = new StringBuilder();
    int records = random.nextInt(6);
    for (int i = 0; i < records; i++) {
      text.append(field(random, delimiter));
      for (int more = random.nextInt(4); more > 0; more--) {
        text.append(delimiter).append(field(random, delimiter));
      }
      if (i < records - 1 || random.nextBoolean()) {
        text.append(List.of("\n", "\r\n", "\r", "\n\n").get(random.nextInt(4)));
      }
    }
    return text.toString();
  }

  private static String field(Random random, char delimiter) {
    boolean quoted = random.nextInt(3) == 0;
    List<String> parts =
        quoted
            ? List.of("a", "é", "😀", "\"\"", "\n", "\r\n", " ", "" + delimiter)
            : List.of("a", "é", "😀", "1.5", " ", "'");
    StringBuilder field = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      field.append(parts.get(random.nextInt(parts.size())));
    }
    boolean stray = !quoted && field.length() > 0 && random.nextInt(8) == 0;
    return quoted ? "\"" + field + "\"" : stray ? field + "\"x" : field.toString();
  }

  /** A stream that gives out a few bytes at a time. */
  private static final class Dribble extends InputStream {
    private final InputStream in;
    private final Random random;

    Dribble(byte[] bytes, Random random) {
      this.in = new ByteArrayInputStream(bytes);
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return in.read(bytes, offset, Math.min(length, 1 + random.nextInt(5)));
    }
  }
}
