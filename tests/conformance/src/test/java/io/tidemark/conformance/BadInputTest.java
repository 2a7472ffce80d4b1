// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.tidemark.testing.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Input and output that are broken in every way: one clear line, or rejected and accounted for. */
public class BadInputTest {
  private static final String HEADER = "station,time,temp\n";
  private static final String GOOD = "pier,2026-01-01T00:00:00Z,1.5\n";
  private static final List<String> OUTPUTS =
      List.of("late.csv", "ledger.json", "output.csv", "rejected.jsonl");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path in;
  private Path out;

  @Before
  public void folders() throws IOException {
    in = temporary.newFolder().toPath();
    out = temporary.newFolder().toPath();
  }

  @Test
  public void truncatedGzipFailsTheRunAndLeavesNothing() throws IOException {
    byte[] whole = gzip(HEADER + GOOD.repeat(100_000));
    Path file = Files.write(in.resolve("a.csv.gz"), Arrays.copyOf(whole, whole.length / 2));

    Run run = run(file);

    assertThat(
        run.err().strip().lines().toList(),
        contains(containsString("a.csv.gz: gzip stream is truncated or corrupt after line ")));
    assertThat(run.exitCode(), equalTo(1));
    assertThat(run.files(), hasSize(0));
  }

  @Test
  public void aBinaryFileHasNoHeader() throws IOException {
    byte[] binary = new byte[100_000];
    for (int i = 0; i < binary.length; i++) {
      binary[i] = (byte) (i * 31 + (i >> 7));
    }
    Run run = run(Files.write(in.resolve("a.csv"), binary));

    assertThat(run.err().strip().lines().toList(), hasSize(1));
    assertThat(run.err(), containsString("a.csv: the header cannot be read: not valid UTF-8"));
    assertThat(run.exitCode(), equalTo(1));
  }

  @Test
  public void binaryLinesAreRejected() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes((HEADER + GOOD).getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(new byte[] {(byte) 0xC3, '(', ',', 0, ',', (byte) 0xFF, '\n'});
    Run run = run(Files.write(in.resolve("a.csv"), bytes.toByteArray())).succeeds();

    assertThat(run.ledger(), equalTo(List.of(2L, 1L, 0L, 0L, 1L)));
    assertThat(
        run.rejected(),
        contains(containsString("\"record\":\"wygsACz/\",\"encoding\":\"base64\"")));
  }

  @Test
  public void anEmptyFileAndAHeaderAloneHaveNoReadings() throws IOException {
    for (String text : List.of("", HEADER, "\uFEFF" + HEADER.replace("\n", "\r\n"))) {
      Run run = run(Files.writeString(in.resolve("a.csv"), text)).succeeds();

      assertThat(run.ledger(), equalTo(List.of(0L, 0L, 0L, 0L, 0L)));
      assertThat(run.rows(), hasSize(0));
    }
  }

  @Test
  public void aLineOfTenMegabytesIsRejectedWhole() throws IOException {
    String line = "x".repeat(10_000_000);
    Run run = run(Files.writeString(in.resolve("a.csv"), HEADER + GOOD + line + "\n" + GOOD));

    run.succeeds();
    assertThat(run.ledger(), equalTo(List.of(3L, 2L, 0L, 0L, 1L)));
    assertThat(run.rejected().get(0), containsString(line));
  }

  @Test
  public void brokenRecordsAreRejectedWithTheirReason() throws IOException {
    Run run =
        run(Files.writeString(
                in.resolve("a.csv"),
                HEADER
                    + GOOD
                    + "pier,2026-01-01T00:00:00Z\n"
                    + "pier,2026-01-01T00:00:00Z,1,5\n"
                    + "pier,2026-02-30T00:00:00Z,1.5\n"
                    + "pier,yesterday,1.5\n"
                    + "pier,2026-01-01T00:00:00Z,\"1,5\"\n"
                    + "pier,2026-01-01T00:00:00Z,--\n"
                    + "pier,2026-01-01T00:00:00Z,NA\n"))
            .succeeds();

    assertThat(run.ledger(), equalTo(List.of(8L, 1L, 0L, 1L, 6L)));
    assertThat(
        run.rejected(),
        contains(
            containsString("a.csv:3\",\"reason\":\"2 fields, the header has 3\""),
            containsString("a.csv:4\",\"reason\":\"4 fields, the header has 3\""),
            containsString("a.csv:5\",\"reason\":\"time '2026-02-30T00:00:00Z'"),
            containsString("a.csv:6\",\"reason\":\"time 'yesterday'"),
            containsString("a.csv:7\",\"reason\":\"value 'temp': '1,5' is not a number\""),
            containsString("a.csv:8\",\"reason\":\"value 'temp': '--' is not a number\"")));
  }

  @Test
  public void aHeaderThatNamesAFieldTwiceFailsTheRun() throws IOException {
    Run run = run(Files.writeString(in.resolve("a.csv"), "station,time,temp,temp\n"));

    assertThat(run.err().strip().lines().toList(), hasSize(1));
    assertThat(run.err(), containsString("'temp'"));
    assertThat(run.exitCode(), equalTo(1));
    assertThat(run.files(), hasSize(0));
  }

  @Test
  public void aFileThatIsNotThereIsNamed() throws IOException {
    Run run = run(in.resolve("b.csv"));

    assertThat(run.err().strip().lines().toList(), hasSize(1));
    assertThat(run.err(), containsString("b.csv: no such file"));
    assertThat(run.files(), hasSize(0));
  }

  @Test
  public void anOutputWhereNothingCanBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(in.resolve("a.csv"), HEADER + GOOD);
    Run run =
        Run.line(
            out,
            "average",
            "--input=" + file,
            "--value=temp",
            "--time=time",
            "--output=" + file + "/x.csv");

    assertThat(run.err().strip().lines().toList(), hasSize(1));
    assertThat(run.err(), containsString("--output=" + file + "/x.csv: "));
  }

  @Test
  public void moreRejectedThanAllowedIsToldAfterEverythingIsWritten() throws IOException {
    Path file = Files.writeString(in.resolve("a.csv"), HEADER + GOOD + "pier,never,1\n");
    Run run = run(file, "--maxRejected=10%");

    run.fails(3, "tidemark: rejected 1 of 2 readings, more than --maxRejected=10% allows");
    assertThat(run.rows(), hasSize(1));
    assertThat(run.files(), equalTo(OUTPUTS));
    run(file, "--maxRejected=1").succeeds();
  }

  private Run run(Path file, String... more) {
    List<String> options =
        new ArrayList<>(List.of("--input=" + file, "--key=station", "--value=temp", "--time=time"));
    options.addAll(Arrays.asList(more));
    return Run.average(out, options.toArray(new String[0]));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
