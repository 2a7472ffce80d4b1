// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.tidemark.pipelines.launcher.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The line that a user reads for each thing to mend. */
public class AverageConfigErrorsTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static final String DURATION =
      "is not a duration: a whole number and one of ms, s, m, h, d (10s, 5m, 1h), or ISO 8601"
          + " (PT1H30M)";

  @Test
  public void missingOptions() {
    assertRefused(
        "--input is required: a file, glob or directory such as --input=data.csv, or"
            + " --input=demo:",
        "--value=v");
    assertRefused(
        "--value is required: the fields with the numbers, such as --value=temp_c",
        "--input=a.csv");
    assertRefused(
        "--time is required: the field with the event time; without it only --window=global and"
            + " --window=count:N are possible",
        "--input=a.csv",
        "--value=v");
  }

  @Test
  public void wrongInput() {
    assertWrong(
        "--input 'demo:some': must be demo:, demo: and a number of records, or demo:endless",
        "--input=demo:some");
    assertWrong(
        "--inputFormat 'xml': must be csv, tsv, jsonl, avro, avro-confluent or number",
        "--inputFormat=xml");
    assertWrong(
        "--csvDelimiter '||': must be one ASCII character but a quote and a line end, or tab",
        "--csvDelimiter=||");
    assertWrong(
        "--csvHeader 'a,,b': must be names of fields, separated by commas", "--csvHeader=a,,b");
    assertWrong("--key 'a,a': a field must be there once", "--key=a,a");
    assertWrong("--value 'v,': must be names of fields, separated by commas", "--value=v,");
    assertWrong("--time '': a field's name must not be blank", "--time=");
    assertWrong(
        "--zone 'Mars': must be a zone such as UTC, +08:00 or Asia/Shanghai", "--zone=Mars");
    assertWrong("--seed 'x': must be a whole number", "--input=demo:", "--seed=x");
    assertWrong(
        "--speed '10': must be a number of more than 0 and x, such as 10x",
        "--replay=true",
        "--speed=10");
    assertWrong(
        "--speed '0x': must be a number of more than 0 and x, such as 10x",
        "--replay=true",
        "--speed=0x");
  }

  @Test
  public void wrongQuestions() {
    assertWrong(
        "--statistics 'mean,modus': 'modus': must be some of"
            + " count,sum,mean,min,max,variance,stddev,first,last,median,p99.9,distinct,delta,"
            + "delta(counter),rate,rate(counter),ewma(5m),timeWeightedMean(10m),"
            + "timeWeightedMean(linear,10m)",
        "--statistics=mean,modus");
    assertWrong(
        "--window 'fixd:1h': must be fixed:SIZE, sliding:SIZE/PERIOD, session:GAP,"
            + " calendar:day|week|month|year, count:N, count:N/EVERY or global",
        "--window=fixd:1h");
    assertWrong("--windowOffset '1': " + DURATION, "--windowOffset=1");
    assertWrong("--maxDelay 'soon': " + DURATION, "--replay=true", "--maxDelay=soon");
    assertWrong("--maxDelay '-1s': must be >= 0", "--replay=true", "--maxDelay=-1s");
    assertWrong("--idleTimeout '-1s': must be >= 0", "--replay=true", "--idleTimeout=-1s");
    assertWrong("--allowedLateness '-1m': must be from 0s to 36525d", "--allowedLateness=-1m");
    assertWrong("--early '1x': " + DURATION, "--early=1x");
    assertWrong("--late '0s': must be each or a duration of more than 0", "--late=0s");
    assertWrong(
        "--accumulation 'adding': must be accumulating or discarding", "--accumulation=adding");
  }

  @Test
  public void windowsWithoutTime() {
    String[] timeless = {"--input=a.csv", "--value=v"};

    assertRefused(
        "--window 'fixed:5m': needs --time=FIELD; without it only global and count:N are possible",
        with(timeless, "--window=fixed:5m"));
    assertRefused(
        "--statistics 'mean,last': last needs --time=FIELD",
        with(timeless, "--window=global", "--statistics=mean,last"));
    assertRefused(
        "--timeFormat 'iso': needs --time=FIELD",
        with(timeless, "--window=global", "--timeFormat=iso"));
    assertRefused(
        "--replay: needs --time=FIELD, which the watermark follows",
        with(timeless, "--window=global", "--replay=true"));
  }

  @Test
  public void windowsThatHaveNoBoundaries() {
    assertWrong(
        "--windowOffset '5m': session:20s windows have no boundaries to shift; fixed, sliding and"
            + " calendar do",
        "--window=session:20s",
        "--windowOffset=5m");
  }

  @Test
  public void firingOfCountWindows() {
    assertWrong(
        "--early '30s': impossible with count windows, whose first result is when they are full",
        "--window=count:10",
        "--early=30s");
    assertWrong(
        "--late '1m': impossible with count windows, which each late reading revises at once",
        "--window=count:10",
        "--late=1m");
    assertWrong(
        "--accumulation 'discarding': impossible with count windows, whose results replace each"
            + " other",
        "--window=count:10",
        "--accumulation=discarding");
  }

  @Test
  public void streamSettingsWithoutStream() {
    String problem = "needs --replay or --watch: other files are read as a whole";

    assertWrong("--maxDelay '5s': " + problem, "--maxDelay=5s");
    assertWrong("--idleTimeout '1m': " + problem, "--idleTimeout=1m");
    assertWrong("--speed '1x': is for recordings: it needs --replay or the demo", "--speed=1x");
    assertWrong("--seed '7': only the demo has one: --input=demo:", "--seed=7");
  }

  @Test
  public void watchingWhatCannotBeWatched() {
    assertWrong("--watch '10s': is for files: this input is none", "--input=demo:", "--watch=10s");
    assertWrong(
        "--watch '10s': is for files: this input is none",
        "--input=kafka://localhost:9092/t",
        "--watch=10s");
    assertWrong("--watch '0s': must be more than 0", "--watch=0s");
    assertWrong("--watch 'soon': " + DURATION, "--watch=soon");
    assertWrong("--replay 'true': impossible with --watch", "--watch=10s", "--replay=true");
    assertWrong(
        "--speed '2x': is for recordings: it needs --replay or the demo",
        "--watch=10s",
        "--speed=2x");
    assertWrong(
        "--output 'a.csv': must be a directory ending in /, for the input has no end",
        "--watch=10s",
        "--output=a.csv");
  }

  @Test
  public void outputsIntoAFolderThatIsWatched() {
    String problem = "is in the directory that --watch reads";

    assertWrong("--output 'in/': " + problem, "--input=in", "--watch=10s", "--output=in/");
    assertWrong(
        "--ledger 'in/ledger.json': " + problem,
        "--input=in/*.csv",
        "--watch=10s",
        "--ledger=in/ledger.json");
  }

  @Test
  public void formatsThatDoNotGoTogether() {
    assertWrong(
        "--csvDelimiter ';': impossible with --inputFormat=tsv",
        "--inputFormat=tsv",
        "--csvDelimiter=;");
    assertWrong(
        "--csvHeader 'a': impossible with --inputFormat=jsonl",
        "--inputFormat=jsonl",
        "--csvHeader=a");
    assertWrong(
        "--inputFormat 'csv': the demo has a format of its own",
        "--input=demo:",
        "--inputFormat=csv");
    assertWrong("--outputFormat 'csv': needs --output or --lateOutput", "--outputFormat=csv");
    assertWrong(
        "--outputFormat 'xml': must be csv, jsonl or avro", "--output=a.csv", "--outputFormat=xml");
  }

  @Test
  public void avroWhereItCannotBe() throws IOException {
    String kafka = "--input=kafka://localhost:9092/air";
    String schema = "--avroSchema=" + schema("{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");
    String file = schema.substring(schema.indexOf('=') + 1);
    assertWrong("--avroSchema 'absent.avsc': no such file", kafka, "--avroSchema=absent.avsc");
    assertWrong(
        "--avroSchema '"
            + file
            + "': is for messages: files .avro hold the schema they are"
            + " written with",
        schema);
    assertWrong(
        "--avroSchema '" + file + "': needs --inputFormat=avro or avro-confluent, not csv",
        kafka,
        "--inputFormat=csv",
        schema);
    String text = schema("\"string\"").toString();
    assertWrong(
        "--avroSchema '" + text + "': its Avro schema is string, must be a record",
        kafka,
        "--avroSchema=" + text);
    assertWrong(
        "--csvHeader 'a': impossible with --inputFormat=avro",
        "--inputFormat=avro",
        "--csvHeader=a");
    assertWrong(
        "--rejectedOutput 'r.avro': is written as JSON lines; end its name in .jsonl",
        "--rejectedOutput=r.avro");
    assertWrong(
        "--rejectedOutput 'r.csv': is written as JSON lines; end its name in .jsonl",
        "--rejectedOutput=r.csv");
    assertWrong(
        "--ledger 'l.csv': is written as JSON lines; end its name in .jsonl", "--ledger=l.csv");
  }

  private Path schema(String json) throws IOException {
    return Files.writeString(folder.newFile().toPath(), json);
  }

  @Test
  public void outputsThatCannotBe() {
    String endless = "must be a directory ending in /, for the input has no end";

    assertWrong("--output 'a.csv': " + endless, "--input=demo:endless", "--output=a.csv");
    assertWrong("--lateOutput 'l.csv': " + endless, "--input=demo:endless", "--lateOutput=l.csv");
    assertWrong(
        "--rejectedOutput 'r.jsonl': " + endless,
        "--input=demo:endless",
        "--rejectedOutput=r.jsonl");
    assertWrong("--lateOutput 'o/': is the same as --output", "--output=o/", "--lateOutput=o/");
    assertWrong("--output 'data.csv': is the same as --input", "--output=data.csv");
    assertWrong("--ledger 'l/': must be a file name", "--ledger=l/");
    assertWrong("--output '': must be a file name, or the name of a directory and /", "--output=");
  }

  /** Options that replace or complete right ones. */
  private static void assertWrong(String message, String... options) {
    List<String> names = Arrays.stream(options).map(AverageConfigErrorsTest::nameOf).toList();
    List<String> arguments = new ArrayList<>(List.of("--input=data.csv", "--value=v", "--time=t"));
    arguments.removeIf(argument -> names.contains(nameOf(argument)));
    assertRefused(message, with(arguments.toArray(String[]::new), options));
  }

  private static String nameOf(String argument) {
    return argument.substring(0, argument.indexOf('='));
  }

  private static void assertRefused(String message, String... arguments) {
    AverageOptions options = PipelineOptionsFactory.fromArgs(arguments).as(AverageOptions.class);

    UsageException refused =
        assertThrows(message, UsageException.class, () -> AverageConfig.of(options));

    assertThat(refused.getMessage(), is(message));
  }

  private static String[] with(String[] first, String... second) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(second));
    return all.toArray(String[]::new);
  }
}
