// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.testing.Run;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The options in the manifests for Kubernetes, with a real broker: what they promise comes out. */
public class KubernetesConfigTest {
  private static final Path MANIFEST =
      Path.of("..", "..", "runner-configs", "flink", "kubernetes", "configmap.yaml");
  private static final Pattern ADDRESS = Pattern.compile("kafka://kafka:9092/(\\w+)");
  private static final Broker BROKER = Broker.shared();
  private static final Topics TOPICS = Topics.of(BROKER);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Map<String, String> topics = new HashMap<>();

  @Test
  public void readingsBecomeAveragesAndWhatIsNoneIsRejected() throws IOException {
    Path config = folder.newFile("average.properties").toPath();
    Files.writeString(config, options());
    Path kafka = folder.newFile("kafka.properties").toPath();
    Files.writeString(kafka, "group.id=averages-" + topics.get("averages") + "\n");
    TOPICS.send(
        List.of(
            reading("{'station':'pier','time':'2026-01-01T00:01:00Z','temp_c':1.5}"),
            reading("{'station':'pier','time':'2026-01-01T00:02:00Z','temp_c':2.5}"),
            reading("{'station':'pier','time':'2026-01-01T00:03:00Z','temp_c':'warm'}")));

    Run.line(
            folder.getRoot().toPath(),
            "average",
            "--config=" + config,
            "--kafkaConfig=" + kafka,
            "--runner=flink",
            "--parallelism=2",
            "--checkpointingInterval=500",
            "--attachedMode=true",
            "--idleTimeout=1s",
            "--stopWhenIdle=4s")
        .succeeds();

    assertThat(
        rows("averages"),
        contains(
            "{'key':'pier','field':'temp_c','window_start':'2026-01-01T00:00:00Z',"
                + "'window_end':'2026-01-01T00:10:00Z','timing':'ON_TIME','revision':0,"
                + "'count':2,'mean':2.0,'min':1.5,'max':2.5}"));
    assertThat(rows("rejected").size(), equalTo(1));
    assertThat(rows("late").size(), equalTo(0));
  }

  /** With topics of this broker in place of those of the example. */
  private String options() throws IOException {
    String manifest = Files.readString(MANIFEST);
    String name = "  average.properties: |\n";
    String text = manifest.substring(manifest.indexOf(name) + name.length()).stripIndent();
    return ADDRESS.matcher(text).replaceAll(this::addressHere);
  }

  private String addressHere(MatchResult match) {
    String topic = topics.computeIfAbsent(match.group(1), unused -> TOPICS.create(2));
    return Matcher.quoteReplacement(BROKER.address(topic));
  }

  private ProducerRecord<byte[], byte[]> reading(String json) {
    return Topics.message(topics.get("readings"), 0, json.replace('\'', '"'));
  }

  private List<String> rows(String topic) {
    return TOPICS.read(topics.get(topic)).stream()
        .map(row -> Topics.text(row.value()).replace('"', '\''))
        .toList();
  }
}
