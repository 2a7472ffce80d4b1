// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.pipelines.launcher.Launcher;
import io.tidemark.pipelines.lookup.LookupPipeline;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Readings, requests and answers, each in a topic. */
@RunWith(Parameterized.class)
public class KafkaLookupTest {
  private static final Broker BROKER = Broker.shared();
  private static final Topics TOPICS = Topics.of(BROKER);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final String[] runner;

  public KafkaLookupTest(String name, String... runner) {
    this.runner = runner;
  }

  /** Both runners. */
  @Parameters(name = "{0}")
  public static List<Object[]> runners() {
    return List.of(
        new Object[] {"direct", new String[] {"--targetParallelism=2"}},
        new Object[] {
          "flink", new String[] {"--runner=flink", "--parallelism=2", "--checkpointingInterval=500"}
        });
  }

  @Test
  public void requestsAreAnsweredAsOfTheirTime() {
    String requests = TOPICS.create(1);
    TOPICS.send(
        List.of(
            message(requests, "{'id':'r1','station':'pier','at':'2026-01-01T09:15:00Z'}"),
            message(requests, "{'id':'r2','station':'dock','at':'2026-01-01T09:15:00Z'}"),
            message(requests, "{'id':'r3','station':'dock','at':'2026-01-01T08:30:00Z'}")));

    assertThat(
        answers(requests, "--requestId=id", "--requestTime=at", "--maxDelay=2h"),
        equalTo(
            List.of(
                json("r1", "pier", "'2026-01-01T09:15:00Z'", "FOUND", "09:10:00Z'", "5.0"),
                json("r2", "dock", "'2026-01-01T09:15:00Z'", "FOUND", "09:00:30Z'", "5.5"),
                json("r3", "dock", "'2026-01-01T08:30:00Z'", "NOT_FOUND", null, "null"))));
  }

  @Test
  public void requestsWithoutATimeAreAnsweredInTheEnd() {
    String requests = TOPICS.create(1);
    TOPICS.send(List.of(message(requests, "{'station':'pier'}")));

    assertThat(
        answers(requests, "--maxDelay=2h"),
        equalTo(List.of(json("", "pier", "null", "FOUND", "09:20:00Z'", "4.0"))));
  }

  @Test
  public void requestsAreInCsv() {
    String requests = TOPICS.create(1);
    TOPICS.send(
        List.of(
            message(requests, "r1;pier;2026-01-01T09:15:00Z"),
            message(requests, "r2;dock;2026-01-01T09:15:00Z")));

    assertThat(
        answers(
            requests,
            "--requestCsvHeader=id,name,at",
            "--requestCsvDelimiter=;",
            "--requestKey=name",
            "--requestId=id",
            "--requestTime=at",
            "--maxDelay=2h"),
        equalTo(
            List.of(
                json("r1", "pier", "'2026-01-01T09:15:00Z'", "FOUND", "09:10:00Z'", "5.0"),
                json("r2", "dock", "'2026-01-01T09:15:00Z'", "FOUND", "09:00:30Z'", "5.5"))));
  }

  @Test
  public void requestsAreInAvro() throws IOException {
    Schema schema =
        SchemaBuilder.record("request")
            .fields()
            .requiredString("id")
            .requiredString("station")
            .endRecord();
    Path file = Files.writeString(folder.getRoot().toPath().resolve("r.avsc"), schema.toString());
    GenericRecord request = new GenericData.Record(schema);
    request.put("id", "r1");
    request.put("station", "dock");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(schema).write(request, encoder);
    encoder.flush();
    String requests = TOPICS.create(1);
    TOPICS.send(List.of(new ProducerRecord<>(requests, 0, null, bytes.toByteArray())));

    assertThat(
        answers(requests, "--requestAvroSchema=" + file, "--requestId=id", "--maxDelay=2h"),
        equalTo(List.of(json("r1", "dock", "null", "FOUND", "09:00:30Z'", "5.5"))));
  }

  private List<String> answers(String requests, String... more) {
    String table = TOPICS.create(1);
    String answers = TOPICS.create(1);
    TOPICS.send(
        List.of(
            message(table, "{'station':'pier','time':'2026-01-01T09:00:00Z','temp':4.5}"),
            message(table, "{'station':'dock','time':'2026-01-01T09:00:30Z','temp':5.5}"),
            message(table, "{'station':'pier','time':'2026-01-01T09:20:00Z','temp':4}"),
            message(table, "{'station':'pier','time':'2026-01-01T09:10:00Z','temp':5}")));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "lookup",
                "--table=" + BROKER.address(table),
                "--key=station",
                "--value=temp",
                "--time=time",
                "--requests=" + BROKER.address(requests),
                "--answers=" + BROKER.address(answers),
                "--stopWhenIdle=4s"));
    arguments.addAll(Arrays.asList(more));
    arguments.addAll(Arrays.asList(runner));
    run(arguments);
    return TOPICS.read(answers).stream().map(each -> Topics.text(each.value())).sorted().toList();
  }

  private static void run(List<String> arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Launcher.of(new LookupPipeline())
            .run(
                arguments.toArray(new String[0]),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(err.toString(StandardCharsets.UTF_8), code, equalTo(0));
  }

  private static String json(
      String id, String key, String asOf, String outcome, String time, String value) {
    return String.format(
            "{'id':'%s','key':'%s','field':'temp','as_of':%s,'outcome':'%s','time':%s,'value':%s}",
            id, key, asOf, outcome, time == null ? "null" : "'2026-01-01T" + time, value)
        .replace('\'', '"');
  }

  private static ProducerRecord<byte[], byte[]> message(String topic, String json) {
    return new ProducerRecord<>(
        topic, 0, null, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
