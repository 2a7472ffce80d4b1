// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import com.github.luben.zstd.Zstd;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Broken and unusual files, and what becomes of each of their records. */
public class FileRecordsTest {
  private static final ReadingSchema SCHEMA =
      ReadingSchema.ofValues("temp")
          .withKey("station")
          .withTime("time")
          .withTimeFormat(TimeFormat.parse("epochSeconds"));

  private static final String HEADER = "station,time,temp\n";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void recordsComeInTheOrderOfTheFile() throws IOException {
    assertThat(
        records("x.csv", HEADER + "blue,1,4.5\ngreen,-2,NA\n"),
        contains("blue 1000 4.5", "green -2000 missing"));
  }

  @Test
  public void tabsAndJsonLinesGiveTheSameRecords() throws IOException {
    assertThat(
        records("x.tsv", "station\ttime\ttemp\nblue\t1\t4.5\n\"a\tb\"\t2\t\n"),
        contains("blue 1000 4.5", "a\tb 2000 missing"));
    assertThat(
        records(
            "x.jsonl",
            """
            \uFEFF{"station":"blue","time":1,"temp":4.5}\r

            {"time":2,"station":"a\\tb"}\
            """),
        contains("blue 1000 4.5", "a\tb 2000 missing"));
  }

  @Test
  public void byteOrderMarkCrlfQuotesAndLineEndsInFieldsAreRead() throws IOException {
    assertThat(
        records(
            "x.csv",
            """
            \uFEFF"station","time","temp"
            "blue, ""deep""
            sea",1,"4.5"

            green,2,5
            red,x,5
            """
                .replace("\n", "\r\n")),
        contains(
            "blue, \"deep\"\r\nsea 1000 4.5",
            "green 2000 5.0",
            "rejected x.csv:6 time 'x': not a decimal number | red,x,5"));
  }

  @Test
  public void brokenRecordsAreRejectedAndReadingGoesOn() throws IOException {
    assertThat(
        records(
            "x.csv",
            """
            station,time,temp
            blue,1
            blue,1,2,3
            blue,9999999999999,1
            blue,1,"1,5"
            blue,1,--
            "blue,1,1
            blue,1,"1"x
            blue,1,7
            """),
        contains(
            "rejected x.csv:2 2 fields, the header has 3 | blue,1",
            "rejected x.csv:3 4 fields, the header has 3 | blue,1,2,3",
            "rejected x.csv:4 time '9999999999999': outside the years 0001 to 9999"
                + " | blue,9999999999999,1",
            "blue 1000 rejected x.csv:5 value 'temp': '1,5' is not a number | blue,1,\"1,5\"",
            "blue 1000 rejected x.csv:6 value 'temp': '--' is not a number | blue,1,--",
            "rejected x.csv:7 a quoted field is not closed | \"blue,1,1",
            "rejected x.csv:8 a closing quote is followed by text | blue,1,\"1\"x",
            "blue 1000 7.0"));
  }

  @Test
  public void fileWithoutAHeaderLineIsReadWithTheNamesGiven() throws IOException {
    RecordFormat format =
        RecordFormat.byFileName()
            .withCsvDelimiter(";")
            .withCsvHeader(List.of("station", "temp", "time"));
    assertThat(records(write("x.csv", bytes("blue;4.5;1\n")), format), contains("blue 1000 4.5"));
  }

  @Test
  public void emptyFileAndHeaderOnlyHaveNoRecords() throws IOException {
    for (String text : List.of("", "\uFEFF", "\n\n", HEADER, HEADER.strip(), HEADER + "\r\n")) {
      assertThat(records("x.csv", text), is(empty()));
      assertThat(records(write("y.csv.gz", gzip(text)), RecordFormat.csv()), is(empty()));
    }
    assertThat(records("x.jsonl", ""), is(empty()));
  }

  @Test
  public void headerWithoutAFieldAskedForIsAnError() throws IOException {
    assertFails(
        "x.csv", bytes("station,time,pm25\n"), "no column 'temp'; it has station,time,pm25");
    assertFails("x.csv", bytes("temp,time,temp,station\n"), "column 'temp' is there twice");
    assertFails("x.csv", bytes("\"temp,time\nblue,1\n"), "the header cannot be read: a quoted");
    assertFails("x.csv", new byte[] {(byte) 0xFF, '\n'}, "the header cannot be read: not valid");
    assertFails("x.csv", bytes("\u0000\u0001\n\u0002"), "no column 'station'; it has ??");
    assertFails("x.csv", bytes("a".repeat(1 << 24)), "the header has 16 MiB or more");
  }

  @Test
  public void columnsThatAreNotAskedForMayHaveOneName() throws IOException {
    assertThat(records("x.csv", "a,temp,a,time,station,\n1,2,3,4,5,6\n"), contains("5 4000 2.0"));
  }

  @Test
  public void binaryFileIsRejectedLineByLine() throws IOException {
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    Path file = write("x.bin", noise);
    RecordFormat csv = RecordFormat.csv().withCsvHeader(List.of("station", "time", "temp"));
    for (RecordFormat format : List.of(csv, RecordFormat.jsonLines())) {
      List<String> records = records(file, format);
      assertThat(records.isEmpty(), is(false));
      records.forEach(record -> assertThat(record, startsWith("rejected x.bin:")));
    }
  }

  @Test
  public void bytesThatAreNotUtf8AreKeptAsBase64() throws IOException {
    assertThat(
        records(write("x.csv", (HEADER + "zürich,1,1\n").getBytes(ISO_8859_1)), RecordFormat.csv()),
        contains("rejected x.csv:2 not valid UTF-8 | evxyaWNoLDEsMQ=="));
  }

  @Test
  public void longLineIsDecodedOrRejectedWhole() throws IOException {
    String key = "k".repeat(10_000_000);
    assertThat(
        records("x.csv", HEADER + key + ",1,2\n" + key + "\nblue,1,3\n"),
        contains(
            key + " 1000 2.0",
            "rejected x.csv:3 1 field, the header has 3 | " + key,
            "blue 1000 3.0"));
  }

  @Test
  public void lineThatIsTooLongIsRejectedAndItsStartIsKept() throws IOException {
    assertThat(
        records("x.csv", HEADER + "k".repeat(1 << 25) + "\nblue,1,3\n"),
        contains(
            "rejected x.csv:2 a line of 16 MiB or more; only its start is kept | "
                + "k".repeat(4096),
            "blue 1000 3.0"));
  }

  @Test
  public void gzipOfSeveralMembersIsReadToItsEnd() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip(HEADER + "blue,1"));
    members.write(gzip(""));
    members.write(gzip(",2\ngreen,2,3\n"));
    assertThat(
        records(write("x.csv.gz", members.toByteArray()), RecordFormat.byFileName()),
        contains("blue 1000 2.0", "green 2000 3.0"));
  }

  @Test
  public void everyTruncationOfGzipIsAnError() throws IOException {
    byte[] whole = gzip(HEADER + "blue,1,2\n".repeat(50));
    for (int length = 2; length < whole.length; length++) {
      assertFails(
          "x.csv.gz",
          Arrays.copyOf(whole, length),
          "gzip stream is truncated or corrupt after line ");
    }
  }

  @Test
  public void everyFlippedBitOfGzipIsAnErrorOrDoesNotMatter() throws IOException {
    byte[] whole = gzip(HEADER + "blue,1,2\n".repeat(5));
    List<String> expected = records(write("x.csv.gz", whole), RecordFormat.csv());
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] broken = whole.clone();
      broken[bit / 8] ^= (byte) (1 << bit % 8);
      Path file = write("x.csv.gz", broken);
      try {
        assertThat("bit " + bit, records(file, RecordFormat.csv()), equalTo(expected));
      } catch (InputException e) {
        assertThat(e.getMessage(), startsWith("x.csv.gz: "));
      }
    }
  }

  @Test
  public void truncatedGzipSaysHowFarItWasRead() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    // Digits that gzip cannot shorten much, so that half of it is thousands of lines.
    new Random(1).ints(50_000).forEach(i -> text.append("k,1," + i + "\n"));
    byte[] whole = gzip(text.toString());
    Path file = write("x.csv.gz", Arrays.copyOf(whole, whole.length / 2));
    List<String> read = new ArrayList<>();
    InputException e =
        assertThrows(InputException.class, () -> readInto(read, file, RecordFormat.csv()));
    assertThat(
        e.getMessage(),
        equalTo("x.csv.gz: gzip stream is truncated or corrupt after line " + (read.size() + 1)));
  }

  @Test
  public void zstdOfSeveralFramesIsReadToItsEnd() throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.write(Zstd.compress(bytes(HEADER + "blue,1")));
    frames.write(Zstd.compress(bytes(",2\ngreen,2,3\n")));
    assertThat(
        records(write("x.csv.zst", frames.toByteArray()), RecordFormat.byFileName()),
        contains("blue 1000 2.0", "green 2000 3.0"));
  }

  @Test
  public void anEmptyFileIsNoZstd() throws IOException {
    assertFails("x.csv.zst", new byte[0], "is not zstd, though its name says so");
  }

  @Test
  public void everyTruncationOfZstdIsAnError() throws IOException {
    byte[] whole = Zstd.compress(bytes(HEADER + "blue,1,2\n".repeat(50)));
    for (int length = 1; length < whole.length; length++) {
      assertFails(
          "x.csv.zst",
          Arrays.copyOf(whole, length),
          "zstd stream is truncated or corrupt after line ");
    }
    assertFails("x.csv.zst", bytes(HEADER), "zstd stream is truncated or corrupt after line 0");
  }

  @Test
  public void bytesAfterGzipAreAnError() throws IOException {
    byte[] whole = gzip(HEADER);
    byte[] more = Arrays.copyOf(whole, whole.length + 3);
    more[whole.length] = 'x';
    assertFails("x.csv.gz", more, "gzip stream is truncated or corrupt after line ");
  }

  @Test
  public void fileThatIsNotGzipIsAnError() throws IOException {
    assertFails("x.csv.gz", bytes(HEADER), "is not gzip, though its name says so");
    assertFails("x.csv.gz", new byte[0], "is not gzip, though its name says so");
  }

  @Test
  public void fileThatCannotBeOpenedIsAnError() throws IOException {
    InputFile absent = InputFile.of("x.csv", folder.getRoot() + "/x.csv");
    InputException e =
        assertThrows(
            InputException.class, () -> FileRecords.open(absent, RecordFormat.csv(), SCHEMA));
    assertThat(e.getMessage(), startsWith("x.csv: cannot be opened: "));
  }

  @Test
  public void fileThatCannotBeReadIsAnError() throws IOException {
    InputFile directory = InputFile.of("x.csv", folder.newFolder("x.csv").toString());
    InputException e =
        assertThrows(
            InputException.class, () -> FileRecords.open(directory, RecordFormat.csv(), SCHEMA));
    assertThat(e.getMessage(), startsWith("x.csv: cannot be "));
    assertThat(e.getMessage(), endsWith("s a directory)"));
  }

  @Test
  public void skippedRecordsAreThoseThatWouldHaveComeFirst() throws IOException {
    String text = HEADER + "a,1,1\n\n\"b,1\nc,x,1\n\"d\ne\",1,1\nf,1,1\n";
    List<String> all = records("x.csv", text);
    for (int skipped = 0; skipped <= all.size() + 1; skipped++) {
      try (FileRecords records = open(write("x.csv", bytes(text)), RecordFormat.csv())) {
        assertThat(records.skip(skipped), equalTo((long) Math.min(skipped, all.size())));
        List<String> rest = new ArrayList<>();
        records.forEachRemaining(record -> rest.add(describe(record)));
        assertThat(rest, equalTo(all.subList(Math.min(skipped, all.size()), all.size())));
        assertThrows(NoSuchElementException.class, records::next);
      }
    }
  }

  private List<String> records(String name, String text) throws IOException {
    return records(write(name, bytes(text)), RecordFormat.byFileName());
  }

  private List<String> records(Path file, RecordFormat format) throws IOException {
    List<String> found = new ArrayList<>();
    readInto(found, file, format);
    return found;
  }

  private static void readInto(List<String> found, Path file, RecordFormat format)
      throws IOException {
    try (FileRecords records = open(file, format)) {
      records.forEachRemaining(record -> found.add(describe(record)));
    }
  }

  private static FileRecords open(Path file, RecordFormat format) {
    return FileRecords.open(
        InputFile.of(file.getFileName().toString(), file.toString()), format, SCHEMA);
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.getRoot().toPath().resolve(name), content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(bytes(text));
    }
    return bytes.toByteArray();
  }

  private static String describe(DecodedRecord record) {
    StringBuilder text = new StringBuilder(record.key());
    record.time().ifPresent(time -> text.append(' ').append(time));
    switch (record.fate(0)) {
      case VALUE -> text.append(' ').append(record.value(0));
      case MISSING -> text.append(" missing");
      case REJECTED, ELSEWHERE ->
          text.append(" rejected ").append(describe(record.rejections().get(0)));
    }
    return text.toString().strip();
  }

  private static String describe(RejectedRecord rejected) {
    return rejected.source() + " " + rejected.reason() + " | " + rejected.record();
  }

  private void assertFails(String name, byte[] content, String message) throws IOException {
    Path file = write(name, content);
    InputException e =
        assertThrows(InputException.class, () -> records(file, RecordFormat.byFileName()));
    assertThat(e.getMessage(), startsWith(name + ": " + message));
  }
}
