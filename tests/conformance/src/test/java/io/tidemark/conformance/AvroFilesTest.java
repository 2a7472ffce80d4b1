// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assume.assumeTrue;

import io.tidemark.io.row.ColumnText;
import io.tidemark.testing.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The same readings as CSV and as Avro, in and out: the same rows, to the bit. */
public class AvroFilesTest {
  private static final Path DATA = Path.of(System.getProperty("tidemark.data", "absent"));

  private static final Schema READING =
      SchemaBuilder.record("Reading")
          .fields()
          .requiredString("station")
          .name("time")
          .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
          .noDefault()
          .name("weather")
          .type()
          .record("Weather")
          .fields()
          .name("temp")
          .type()
          .unionOf()
          .nullType()
          .and()
          .doubleType()
          .and()
          .stringType()
          .endUnion()
          .noDefault()
          .endRecord()
          .noDefault()
          .endRecord();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void realDataOnDirect() throws IOException {
    assertRoundTrip();
  }

  @Test
  public void realDataOnFlink() throws IOException {
    assertRoundTrip("--runner=flink", "--parallelism=2");
  }

  @Test
  public void realDataAsAStream() throws IOException {
    assertRoundTrip("--replay", "--maxDelay=100d");
  }

  private void assertRoundTrip(String... more) throws IOException {
    Path csv = DATA.resolve("beijing-air.csv.gz");
    assumeTrue("no real data beside the checkout: " + DATA, Files.exists(csv));
    Run expected =
        Run.average(
                folder.newFolder().toPath(),
                options(
                    "--input=" + csv,
                    "--value=temp_c",
                    "--time=epoch_sec_utc",
                    "--timeFormat=epochSeconds"))
            .succeeds();
    Path out = folder.newFolder().toPath();
    List<String> options =
        new ArrayList<>(
            List.of(
                "average",
                "--input=" + beijing(csv) + "/",
                "--value=weather.temp",
                "--time=time",
                "--output=" + out.resolve("output.avro"),
                "--lateOutput=" + out.resolve("late.avro"),
                "--rejectedOutput=" + out.resolve("rejected.jsonl"),
                "--ledger=" + out.resolve("ledger.json")));
    options.addAll(Arrays.asList(options(more)));
    Run run = Run.line(out, options.toArray(new String[0])).succeeds();

    assertThat(
        rows(out.resolve("output.avro")),
        equalTo(
            expected.rows().stream()
                .map(row -> row.replaceFirst(",temp_c,", ",weather.temp,"))
                .toList()));
    assertThat(rows(out.resolve("late.avro")), hasSize(0));
    assertThat(run.ledger(), equalTo(expected.ledger()));
  }

  @Test
  public void rejectedRecordsNameTheirNumberAndCanBeRead() throws IOException {
    Path file = folder.newFolder().toPath().resolve("readings.avro");
    write(
        file,
        List.of(reading("blue", 0, 1.5), reading("blue", 1, "much"), reading("blue", 2, null)));

    Run run = small(file).succeeds();

    assertThat(
        run.rows(),
        contains("blue,weather.temp,1970-01-01T00:00:00Z,1970-01-01T01:00:00Z,ON_TIME,0,1,1.5"));
    assertThat(run.ledger(), equalTo(List.of(3L, 1L, 0L, 1L, 1L)));
    assertThat(
        run.rejected(),
        contains(
            "{\"source\":\""
                + file
                + ":2\",\"reason\":\"value 'weather.temp': 'much' is not a number\",\"record\":"
                + "\"{\\\"station\\\":\\\"blue\\\",\\\"time\\\":\\\"1970-01-01T00:00:00.001Z\\\","
                + "\\\"weather\\\":{\\\"temp\\\":\\\"much\\\"}}\",\"encoding\":\"utf-8\"}"));
  }

  @Test
  public void mendedRecordsAreReadAsJsonByTheSchemaOfTheirFile() throws IOException {
    Path file = folder.newFolder().toPath().resolve("readings.avro");
    write(file, List.of(reading("blue", 0, 1.5), reading("blue", 1, "much")));
    Path mended = folder.newFile("mended.jsonl").toPath();
    Files.writeString(
        mended, small(file).succeeds().rejected().get(0).replace("\\\"much\\\"", "2.5"));

    Run run = small(file, "--mended=" + mended, "--timeFormat=epochSeconds").succeeds();

    assertThat(
        run.rows(),
        contains("blue,weather.temp,1970-01-01T00:00:00Z,1970-01-01T01:00:00Z,ON_TIME,0,2,2.0"));
    assertThat(run.ledger(), equalTo(List.of(3L, 2L, 0L, 0L, 1L)));
  }

  @Test
  public void aTypeSaysWhatATimeIsWhateverTheOption() throws IOException {
    Path file = folder.newFolder().toPath().resolve("readings.avro");
    write(file, List.of(reading("blue", 7_200_000, 1.5)));

    Run run = small(file, "--timeFormat=epochSeconds").succeeds();

    assertThat(run.rows().get(0), startsWith("blue,weather.temp,1970-01-01T02:00:00Z,"));
  }

  @Test
  public void aTruncatedFileFailsTheRunAndLeavesNothing() throws IOException {
    Path file = folder.newFolder().toPath().resolve("readings.avro");
    List<GenericRecord> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(reading("blue", i, 1.5));
    }
    write(file, many);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 100));

    Run run = small(file);

    assertThat(run.err().strip(), containsString(file + ": is corrupt after record "));
    assertThat(run.err().strip().lines().toList(), hasSize(1));
    assertThat(run.exitCode(), equalTo(1));
    assertThat(run.files(), hasSize(0));
  }

  @Test
  public void aFieldThatIsNotThereIsOneLine() throws IOException {
    Path file = folder.newFolder().toPath().resolve("readings.avro");
    write(file, List.of());

    Run run = small(file, "--value=humidity");

    run.fails(1, "tidemark: " + file + ": no field 'humidity'; it has station,time,weather");
  }

  private Run small(Path file, String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of("--input=" + file, "--time=time"));
    if (Arrays.stream(more).noneMatch(each -> each.startsWith("--value"))) {
      options.add("--value=weather.temp");
    }
    options.addAll(Arrays.asList(more));
    options.addAll(List.of("--key=station", "--window=fixed:1h", "--statistics=count,mean"));
    return Run.average(folder.newFolder().toPath(), options.toArray(new String[0]));
  }

  private static String[] options(String... more) {
    List<String> options = new ArrayList<>(Arrays.asList(more));
    options.add("--key=station");
    options.add("--window=fixed:1d");
    options.add("--statistics=count,sum,mean,min,max,variance,stddev,first,last");
    return options.toArray(new String[0]);
  }

  /** The data in two files of a directory. */
  private Path beijing(Path csv) throws IOException {
    List<GenericRecord> records = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(csv)), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",", -1);
        Object temp = fields[2].equals("NA") ? null : (Object) Double.valueOf(fields[2]);
        records.add(reading(fields[1], 1000 * Long.parseLong(fields[0]), temp));
      }
    }
    Path directory = folder.newFolder().toPath();
    write(directory.resolve("a.avro"), records.subList(0, records.size() / 3));
    write(directory.resolve("b.avro"), records.subList(records.size() / 3, records.size()));
    return directory;
  }

  private static GenericRecord reading(String station, long time, Object temp) {
    GenericData.Record weather = new GenericData.Record(READING.getField("weather").schema());
    weather.put("temp", temp);
    GenericData.Record reading = new GenericData.Record(READING);
    reading.put("station", station);
    reading.put("time", time);
    reading.put("weather", weather);
    return reading;
  }

  private static void write(Path file, List<GenericRecord> records) throws IOException {
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(READING))) {
      writer.setCodec(CodecFactory.deflateCodec(1));
      writer.create(READING, file.toFile());
      for (GenericRecord each : records) {
        writer.append(each);
      }
    }
  }

  /** The rows of an object file as those of CSV are, in the order of text. */
  private static List<String> rows(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (DataFileReader<GenericRecord> in =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<GenericRecord>())) {
      for (GenericRecord record : in) {
        List<String> fields = new ArrayList<>();
        for (Schema.Field field : in.getSchema().getFields()) {
          boolean isTime = field.schema().toString().contains("timestamp-millis");
          Object value = record.get(field.pos());
          fields.add(
              value == null
                  ? ""
                  : isTime ? Instant.ofEpochMilli((Long) value).toString() : text(value));
        }
        rows.add(String.join(",", fields));
      }
    }
    rows.sort(null);
    return rows;
  }

  private static String text(Object value) {
    return value instanceof Double number ? ColumnText.of(number) : value.toString();
  }
}
