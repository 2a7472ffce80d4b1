// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.tidemark.testing.Run;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Records whose values are Avro. */
public class KafkaAvroTest {
  private static final Broker BROKER = Broker.shared();
  private static final Topics TOPICS = Topics.of(BROKER);
  private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();

  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Reading","fields":[
                {"name":"station","type":"string"},
                {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
                {"name":"temp","type":["null","float"]}]}
              """);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path schema;

  @Before
  public void schemaIsAFile() throws IOException {
    schema = Files.writeString(folder.newFile("reading.avsc").toPath(), SCHEMA.toString());
  }

  @Test
  public void aValueIsARecordOfTheSchema() throws IOException {
    String topic = TOPICS.create(2);
    send(topic, reading("blue", 0, 0.5f), reading("green", 1, null), reading("blue", 2, 0.1f));

    Run run = read(topic).succeeds();

    assertThat(run.rows(), is(List.of(row("blue", 0.5 + 0.1f))));
    assertThat(run.ledger(), is(List.of(3L, 2L, 0L, 1L, 0L)));
  }

  @Test
  public void theBytesOfARegistryAreLeftOut() throws IOException {
    String topic = TOPICS.create(1);
    byte[] first = reading("blue", 0, 0.5f);
    byte[] second = reading("blue", 1, 1.5f);
    send(topic, framed(first, 7), framed(second, 8), second);

    Run run = read(topic, "--inputFormat=avro-confluent").succeeds();

    assertThat(run.rows(), is(List.of(row("blue", 2.0))));
    assertThat(run.ledger(), is(List.of(3L, 2L, 0L, 0L, 1L)));
  }

  @Test
  public void aBrokenValueIsRejectedWithItsBytes() throws IOException {
    String topic = TOPICS.create(1);
    byte[] good = reading("blue", 0, 0.5f);
    send(topic, good, Arrays.copyOf(good, good.length - 1), new byte[] {1}, null);

    Run run = read(topic).succeeds();

    assertThat(run.ledger(), is(List.of(4L, 1L, 0L, 0L, 3L)));
    List<String> rejected = run.rejected();
    assertThat(rejected, hasSize(3));
    assertThat(
        rejected.toString(),
        containsString(
            "{\"source\":\""
                + topic
                + "/0@2\",\"reason\":\"not Avro of this schema: a length of -1\","
                + "\"record\":\"AQ==\",\"encoding\":\"base64\"}"));
  }

  @Test
  public void mendedValuesAreTakenBesideTheTopic() throws IOException {
    String topic = TOPICS.create(1);
    byte[] broken = reading("blue", 1, 1.5f);
    send(topic, reading("blue", 0, 0.5f), Arrays.copyOf(broken, broken.length - 1));
    Run first = read(topic).succeeds();
    Path mended = folder.newFile("mended.jsonl").toPath();
    Files.writeString(
        mended,
        first
            .rejected()
            .get(0)
            .replaceFirst(
                "\"record\":.*",
                Matcher.quoteReplacement(
                    "\"record\":\"{\\\"station\\\":\\\"blue\\\",\\\"temp\\\":1.5,"
                        + "\\\"at\\\":\\\"2026-01-01T12:01:00Z\\\"}\",\"encoding\":\"utf-8\"}")));

    Run second = read(topic, "--mended=" + mended).succeeds();

    assertThat(first.rows(), is(List.of(row("blue", 0.5))));
    assertThat(second.rows(), is(List.of(row("blue", 2.0))));
    assertThat(second.ledger(), is(List.of(3L, 2L, 0L, 0L, 1L)));
  }

  @Test
  public void rowsAreWrittenInTheSchemaOfAnObjectFile() throws IOException {
    String input = TOPICS.create(1);
    String output = TOPICS.create(1);
    Path file = folder.getRoot().toPath().resolve("rows.avro");
    send(input, reading("blue", 0, 0.5f), reading("green", 1, 1.5f), reading("blue", 2, 0.1f));
    average(input, "--output=" + file).succeeds();

    average(input, "--output=" + BROKER.address(output), "--outputFormat=avro").succeeds();

    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    try (DataFileReader<GenericRecord> rows =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
      rows.forEach(row -> expected.add(row.toString()));
      for (ConsumerRecord<byte[], byte[]> each : TOPICS.read(output)) {
        found.add(
            new GenericDatumReader<GenericRecord>(rows.getSchema())
                .read(null, DecoderFactory.get().binaryDecoder(each.value(), null))
                .toString());
        assertThat(Topics.text(each.key()), startsWith("{\"key\":\""));
      }
    }
    assertThat(found, hasSize(2));
    assertThat(found, containsInAnyOrder(expected.toArray()));
  }

  private Run average(String topic, String... more) throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "average",
                "--input=" + BROKER.address(topic),
                "--avroSchema=" + schema,
                "--key=station",
                "--value=temp",
                "--time=at",
                "--window=fixed:1h",
                "--stopWhenIdle=2s"));
    options.addAll(Arrays.asList(more));
    return Run.line(folder.getRoot().toPath(), options.toArray(new String[0]));
  }

  @Test
  public void mendedBytesAreNotLateHoweverFarTheTopicIs() throws IOException {
    assertNotLate();
  }

  @Test
  public void mendedBytesAreNotLateHoweverFarTheTopicIsOnFlink() throws IOException {
    assertNotLate("--runner=flink", "--checkpointingInterval=500");
  }

  /** The topic is far ahead of what was mended: neither makes the other late. */
  private void assertNotLate(String... runner) throws IOException {
    String topic = TOPICS.create(2);
    List<byte[]> values = new ArrayList<>();
    for (int hour = 1; hour < 200; hour++) {
      values.add(reading("blue", 60 * hour, 1f));
    }
    send(topic, values.toArray(byte[][]::new));
    Path mended = folder.newFile("mended.jsonl").toPath();
    String old = Base64.getEncoder().encodeToString(reading("blue", 0, 4.5f));
    Files.writeString(
        mended,
        "{\"source\":\"x\",\"reason\":\"y\",\"record\":\"" + old + "\",\"encoding\":\"base64\"}\n");

    List<String> options = new ArrayList<>(Arrays.asList(runner));
    options.addAll(List.of("--mended=" + mended, "--idleTimeout=1s"));
    Run run = read(topic, options.toArray(new String[0])).succeeds();

    assertThat(run.ledger(), is(List.of(200L, 200L, 0L, 0L, 0L)));
    assertThat(run.late(), hasSize(0));
    assertThat(run.rows().contains(row("blue", 4.5)), is(true));
  }

  @Test
  public void whatARejectedRowDoesNotHoldIsRefused() throws IOException {
    String topic = TOPICS.create(1);

    assertThat(
        read(topic, "--key=@key", "--mended=mended.jsonl").err().strip(),
        is("tidemark: --mended 'mended.jsonl': a rejected row holds no @key of its record"));
  }

  @Test
  public void aMistakeIsOneLine() throws IOException {
    String topic = TOPICS.create(1);
    String text = Files.writeString(folder.newFile("x.txt").toPath(), "what?").toString();

    assertThat(
        read(topic, "--value=humidity").err(),
        containsString("no field 'humidity'; it has station,at,temp"));
    assertThat(
        read(topic, "--avroSchema=" + text).err(),
        containsString("--avroSchema '" + text + "': not an Avro schema: "));
    Run without =
        Run.average(
            folder.newFolder().toPath(),
            "--input=" + BROKER.address(topic),
            "--inputFormat=avro",
            "--value=temp",
            "--time=at",
            "--stopWhenIdle=2s");
    assertThat(
        without.err(), containsString("a message does not hold its schema; say --avroSchema=FILE"));
    assertThat(without.err().strip().lines().toList(), hasSize(1));
  }

  private static String row(String station, double sum) {
    return station + ",temp,2026-01-01T12:00:00Z,2026-01-01T13:00:00Z,ON_TIME,0," + sum;
  }

  private Run read(String topic, String... more) throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--input=" + BROKER.address(topic),
                "--time=at",
                "--window=fixed:1h",
                "--statistics=sum",
                "--stopWhenIdle=2s"));
    options.addAll(Arrays.asList(more));
    List.of("--key=station", "--value=temp", "--avroSchema=" + schema).stream()
        .filter(each -> options.stream().noneMatch(given -> given.startsWith(nameOf(each))))
        .forEach(options::add);
    return Run.average(folder.newFolder().toPath(), options.toArray(new String[0]));
  }

  private static String nameOf(String option) {
    return option.substring(0, option.indexOf('=') + 1);
  }

  private static void send(String topic, byte[]... values) {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (byte[] value : values) {
      messages.add(new ProducerRecord<>(topic, 0, null, null, value));
    }
    TOPICS.send(messages);
  }

  private static byte[] framed(byte[] record, int schema) {
    return ByteBuffer.allocate(record.length + 5).put((byte) 0).putInt(schema).put(record).array();
  }

  private static byte[] reading(String station, int minute, Float temp) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(SCHEMA)
        .write(
            new GenericRecordBuilder(SCHEMA)
                .set("station", station)
                .set("at", 1000 * (NOON + 60_000L * minute))
                .set("temp", temp)
                .build(),
            out);
    out.flush();
    return bytes.toByteArray();
  }
}
