// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.mqtt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.tidemark.testing.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Messages whose bodies are Avro. */
public class MqttAvroTest {
  private static final Broker BROKER = Broker.get();
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Reading","fields":[
                {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
                {"name":"temp","type":["null","double"]}]}
              """);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aBodyIsARecordOfTheSchema() throws Exception {
    Path schema = Files.writeString(folder.newFile("reading.avsc").toPath(), SCHEMA.toString());
    byte[] whole = reading(1, 2.5);
    List<Map.Entry<String, byte[]>> messages =
        List.of(
            Map.entry("avro/north/air", reading(0, 0.5)),
            Map.entry("avro/north/air", whole),
            Map.entry("avro/south/air", reading(0, null)),
            Map.entry("avro/south/air", Arrays.copyOf(whole, whole.length - 1)));
    List<String> runners = List.of("--runner=direct", "--runner=flink --checkpointingInterval=200");
    for (int i = 0; i < runners.size(); i++) {
      BROKER.keepFor("avro-" + i, "avro/+/air");
    }
    BROKER.publishBytes(messages);
    for (int i = 0; i < runners.size(); i++) {
      List<String> options = new ArrayList<>(Arrays.asList(runners.get(i).split(" ", -1)));
      options.addAll(
          List.of(
              "--input=" + BROKER.address("avro/+/air"),
              "--mqttClient=avro-" + i,
              "--avroSchema=" + schema,
              "--key=@topic[1]",
              "--value=temp",
              "--time=at",
              "--window=fixed:1h",
              "--statistics=count,sum",
              "--stopWhenIdle=3s"));
      Run run = Run.average(folder.newFolder().toPath(), options.toArray(new String[0])).succeeds();

      assertThat(
          runners.get(i),
          run.rows(),
          equalTo(List.of("north,temp,2026-01-01T12:00:00Z,2026-01-01T13:00:00Z,ON_TIME,0,2,3.0")));
      assertThat(runners.get(i), run.ledger(), equalTo(List.of(4L, 2L, 0L, 1L, 1L)));
      assertThat(run.rejected(), hasSize(1));
      assertThat(
          run.rejected().get(0),
          startsWith("{\"source\":\"avro/south/air\",\"reason\":\"not Avro of this schema: "));
    }
  }

  private static byte[] reading(int minute, Double temperature) throws IOException {
    GenericRecord record =
        new GenericRecordBuilder(SCHEMA)
            .set("at", NOON.plusSeconds(60L * minute).toEpochMilli())
            .set("temp", temperature)
            .build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
