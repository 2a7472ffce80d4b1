// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.tidemark.testing.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Records are broken, rejected, mended and fed back in: as if they had been right at once. */
public class MendedTest {
  private static final Pattern ROW =
      Pattern.compile(
          "\\{\"source\":\"(.*):(\\d+)\",\"reason\":\"((?:[^\"\\\\]|\\\\.)*)\",\"record\":.*");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void csvInFiles() throws IOException {
    assertMended("csv", lines(MendedTest::csv, "station,time,temp,pm"));
  }

  @Test
  public void csvInFilesByTheReference() throws IOException {
    assertMended("csv", lines(MendedTest::csv, "station,time,temp,pm"), "--plan=reference");
  }

  @Test
  public void csvWithoutAHeaderLine() throws IOException {
    assertMended("csv", lines(MendedTest::csv, ""), "--csvHeader=station,time,temp,pm");
  }

  @Test
  public void tabsInFilesOnFlink() throws IOException {
    assertMended(
        "tsv",
        lines(i -> csv(i).replace(',', '\t'), "station\ttime\ttemp\tpm"),
        "--runner=flink",
        "--parallelism=2");
  }

  @Test
  public void jsonInFiles() throws IOException {
    assertMended("jsonl", lines(MendedTest::json, ""));
  }

  @Test
  public void besideARecording() throws IOException {
    assertMended(
        "csv", lines(MendedTest::csv, "station,time,temp,pm"), "--replay", "--maxDelay=5m");
  }

  @Test
  public void besideARecordingOnFlink() throws IOException {
    assertMended(
        "csv",
        lines(MendedTest::csv, "station,time,temp,pm"),
        "--replay",
        "--maxDelay=5m",
        "--runner=flink",
        "--checkpointingInterval=200");
  }

  @Test
  public void rowsAsCsvWillDo() throws IOException {
    Path input = Files.createDirectories(folder.newFolder().toPath().resolve("in"));
    Path file = Files.writeString(input.resolve("a.csv"), "station,time,temp\nblue,never,1.5\n");
    Path mended =
        Files.writeString(
            folder.newFile("mended.csv").toPath(),
            "reason,encoding,record,source\n,utf-8,\"blue,2026-01-01T00:00:00Z,1.5\","
                + file
                + ":2\n");

    Run run = average(input + "/", "--mended=" + mended).succeeds();

    assertThat(run.ledger(), equalTo(List.of(2L, 1L, 0L, 0L, 1L)));
  }

  @Test
  public void whatIsBrokenStillIsRejectedAgain() throws IOException {
    Path file =
        Files.writeString(
            folder.newFile("a.csv").toPath(),
            "station,time,temp\nblue,never,1.5\nblue,2026-01-01T00:00:00Z,2\n");
    Path mended = folder.newFile("mended.jsonl").toPath();
    String record = "\"blue,2026-01-01T00:00:00Z,much\",\"encoding\":\"utf-8\"}";
    Files.write(
        mended,
        List.of(
            "{\"source\":\"" + file + ":2\",\"reason\":\"time\",\"record\":" + record,
            "no row",
            "{\"source\":\"elsewhere.csv:2\",\"reason\":\"time\",\"record\":" + record,
            "{\"source\":\"x\",\"record\":\"a\",\"encoding\":\"rot13\"}",
            "{\"source\":\"x\",\"reason\":\"value 'pm': '' is not a number\",\"record\":\"a\"}",
            "{\"source\":\"" + file + ":2\",\"record\":\"?\",\"encoding\":\"base64\"}"));

    Run run = average(file.toString(), "--mended=" + mended).succeeds();

    String rejected = String.join("\n", run.rejected());
    assertThat(run.ledger(), equalTo(List.of(8L, 1L, 0L, 0L, 7L)));
    assertThat(
        rejected,
        containsString(
            "{\"source\":\""
                + mended
                + ":1 < "
                + file
                + ":2\",\"reason\":\"value 'temp': 'much' is not a number\",\"record\":"
                + record));
    assertThat(rejected, containsString(mended + ":2\",\"reason\":\"rejected row: not valid JSON"));
    assertThat(
        rejected,
        containsString(
            "what its fields are the header of 'elsewhere.csv' would say, which is no file of"
                + " --input"));
    assertThat(rejected, containsString("encoding 'rot13', must be utf-8 or base64"));
    assertThat(rejected, containsString("its reason names a field that is none of --value"));
    assertThat(rejected, containsString("its record is not base64"));
  }

  @Test
  public void aMendedRowMayBeMendedAgain() throws IOException {
    Path file =
        Files.writeString(folder.newFile("a.csv").toPath(), "station,time,temp\nblue,never,much\n");
    Path first = folder.newFile("first.jsonl").toPath();
    Files.writeString(
        first,
        "{\"source\":\""
            + file
            + ":2\",\"reason\":\"time\",\"record\":\"blue,2026-01-01T00:00:00Z,much\"}");
    Run again = average(file.toString(), "--mended=" + first).succeeds();
    String row =
        again.rejected().stream().filter(each -> each.contains("first.jsonl")).toList().get(0);
    Path second =
        Files.writeString(folder.newFile("second.jsonl").toPath(), row.replace(",much\"", ",7\""));

    Run run = average(file.toString(), "--mended=" + second).succeeds();

    assertThat(
        run.rows(),
        equalTo(List.of("blue,temp,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,ON_TIME,0,1,7.0")));
  }

  @Test
  public void mistakesAreOneLine() throws IOException {
    Path file =
        Files.writeString(folder.newFile("a.csv").toPath(), "station,time,temp\nblue,never,1\n");
    Path mended = Files.writeString(folder.newFile("mended.csv").toPath(), "source,record\na,b\n");

    average(file.toString(), "--mended=absent.jsonl")
        .fails(1, "tidemark: --mended=absent.jsonl: no such file");
    Path nameless = folder.newFile("mended.txt").toPath();
    average(file.toString(), "--mended=" + nameless)
        .fails(1, "tidemark: " + nameless + ": rejected rows must be in a file .jsonl or .csv");
    average(file.toString(), "--mended=" + mended)
        .fails(1, "tidemark: " + mended + ": no column 'reason'; it has source,record");
  }

  private Run average(String input, String... more) throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--input=" + input,
                "--key=station",
                "--time=time",
                "--value=temp",
                "--window=fixed:1h",
                "--statistics=count,mean"));
    options.addAll(Arrays.asList(more));
    return Run.average(folder.newFolder().toPath(), options.toArray(new String[0]));
  }

  private void assertMended(String extension, List<String> lines, String... options)
      throws IOException {
    Path good = Files.createDirectories(folder.newFolder().toPath().resolve("in"));
    Files.write(good.resolve("a." + extension), lines);
    Run expected = values(good, options).succeeds();
    Path broken = Files.createDirectories(folder.newFolder().toPath().resolve("in"));
    Files.write(broken.resolve("a." + extension), broken(lines), ISO_8859_1);

    Run first = values(broken, options).succeeds();
    Path mended = mended(first.rejected(), lines);
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.add("--mended=" + mended);
    Run second = values(broken, all.toArray(new String[0])).succeeds();

    assertThat(first.rejected(), not(hasSize(0)));
    assertThat(first.rows(), not(equalTo(expected.rows())));
    assertThat(second.rows(), equalTo(expected.rows()));
    assertThat(second.late(), hasSize(0));
    assertThat(second.ledger().get(1), equalTo(expected.ledger().get(1)));
    assertThat(second.ledger().get(4), equalTo(first.ledger().get(4)));
    assertThat(
        "what was rejected at first is read twice",
        second.ledger().get(0),
        equalTo(expected.ledger().get(0) + first.ledger().get(4)));
  }

  private Run values(Path directory, String... more) throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--input=" + directory + "/",
                "--key=station",
                "--time=time",
                "--value=temp,pm",
                "--window=sliding:1h/10m",
                "--statistics=count,sum,mean,stddev,first,last"));
    options.addAll(Arrays.asList(more));
    return Run.average(folder.newFolder().toPath(), options.toArray(new String[0]));
  }

  /** Every seventh record is broken, each in another way; all are as characters of one byte. */
  private static List<String> broken(List<String> lines) {
    List<UnaryOperator<String>> ways =
        List.of(
            line -> line.replace("2026", "year"),
            line -> line.replaceFirst("\\d\\.5", "much"),
            line -> line.replaceFirst("\\d\\.25", "much"),
            line -> line.replaceFirst("\\d\\.5", "some").replaceFirst("\\d\\.25", "much"),
            line -> line + "\u00FF",
            line -> line.replaceFirst("\\d\\.5.*", ""));
    List<String> broken = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean isBroken = i % 7 == 3;
      broken.add(isBroken ? ways.get(i / 7 % ways.size()).apply(lines.get(i)) : lines.get(i));
    }
    return broken;
  }

  /** The rows with the records as they should have been, some of them in base64. */
  private Path mended(List<String> rows, List<String> lines) throws IOException {
    List<String> mended = new ArrayList<>();
    for (String row : rows) {
      Matcher matcher = ROW.matcher(row);
      assertThat(row, matcher.matches(), equalTo(true));
      String line = lines.get(Integer.parseInt(matcher.group(2)) - 1);
      boolean packed = mended.size() % 2 == 0;
      String record =
          packed
              ? Base64.getEncoder().encodeToString(line.getBytes(StandardCharsets.UTF_8))
              : line.replace("\"", "\\\"").replace("\t", "\\t");
      mended.add(
          String.format(
              "{\"source\":\"%s:%s\",\"reason\":\"%s\",\"record\":\"%s\",\"encoding\":\"%s\"}",
              matcher.group(1),
              matcher.group(2),
              matcher.group(3),
              record,
              packed ? "base64" : "utf-8"));
    }
    return Files.write(
        folder.newFile().toPath().resolveSibling(rows.hashCode() + ".jsonl"), mended);
  }

  /** The line of a record. */
  private interface Line {
    String at(int number);
  }

  private static List<String> lines(Line line, String header) {
    List<String> lines = new ArrayList<>();
    if (!header.isEmpty()) {
      lines.add(header);
    }
    for (int i = 0; i < 500; i++) {
      lines.add(line.at(i));
    }
    return lines;
  }

  private static String csv(int i) {
    return String.format("s%d,%s,%d.5,%d.25", i % 3, time(i), i % 10, i % 9);
  }

  private static String json(int i) {
    return String.format(
        "{\"station\":\"s%d\",\"time\":\"%s\",\"temp\":%d.5,\"pm\":%d.25}",
        i % 3, time(i), i % 10, i % 9);
  }

  private static Instant time(int i) {
    return START.plusSeconds(60L * i);
  }
}
