// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tidemark.pipelines.Tidemark;
import io.tidemark.pipelines.preflight.Place;
import io.tidemark.pipelines.preflight.PlannedRun;
import io.tidemark.pipelines.preflight.Preflight;
import io.tidemark.testing.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The manifests of {@code runner-configs/flink/kubernetes}: there is no Kubernetes here, so
 * everything is checked that can be without one.
 */
public class KubernetesTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path FOLDER = ROOT.resolve("runner-configs/flink/kubernetes");
  private static final String FLINK_MINOR = flinkMinor();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void manifestsAreValid() throws IOException {
    List<Path> files = manifests();

    assertThat(files, hasSize(3));
    for (Path file : files) {
      assertThat(file.toString(), ManifestSchema.problems(read(file)), empty());
    }
  }

  @Test
  public void whatIsNoManifestIsSeenAsSuch() throws IOException {
    ObjectNode deployment = (ObjectNode) read(FOLDER.resolve("deployment.yaml"));
    ObjectNode spec = (ObjectNode) deployment.path("spec");
    spec.put("flinkVersion", "v2_9");
    ((ObjectNode) spec.path("job")).put("paralelism", 4).put("parallelism", "four");
    ((ObjectNode) spec.path("podTemplate").path("spec")).put("containrs", 1);
    ((ObjectNode) deployment.path("metadata")).put("nam", "averages");

    assertThat(
        ManifestSchema.problems(deployment),
        containsInAnyOrder(
            containsString("FlinkDeployment.spec.flinkVersion: must be one of"),
            equalTo("FlinkDeployment.spec.job.paralelism: there is no such field"),
            equalTo("FlinkDeployment.spec.job.parallelism: must be \"integer\", not \"four\""),
            equalTo("FlinkDeployment.spec.podTemplate.spec.containrs: there is no such field"),
            equalTo("metadata.nam: there is no such field")));
  }

  @Test
  public void settingsOfFlinkExistAndTakeTheirValues() throws Exception {
    Map<String, ConfigOption<?>> options = flinkOptions();

    for (Map.Entry<String, JsonNode> setting : spec().path("flinkConfiguration").properties()) {
      assertThat(options, hasKey(setting.getKey()));
      Configuration configuration = new Configuration();
      configuration.setString(setting.getKey(), setting.getValue().asText());
      configuration.get(options.get(setting.getKey())); // throws what is wrong with the value
    }
  }

  @Test
  public void stateOutlivesEveryPod() throws IOException {
    JsonNode settings = spec().path("flinkConfiguration");

    for (String name :
        List.of("state.checkpoints.dir", "state.savepoints.dir", "high-availability.storageDir")) {
      assertThat(name, settings.path(name).asText(), containsString("s3://BUCKET/averages/"));
    }
    assertThat(settings.path("high-availability.type").asText(), equalTo("kubernetes"));
    assertThat(spec().path("job").path("upgradeMode").asText(), equalTo("savepoint"));
  }

  @Test
  public void imageHasTheJarThatIsRun() throws IOException {
    String dockerfile = Files.readString(FOLDER.resolve("Dockerfile"));
    JsonNode job = spec().path("job");

    assertThat(dockerfile, containsString("\nFROM flink:" + FLINK_MINOR + "-java17\n"));
    assertThat(
        dockerfile,
        containsString(
            " tidemark-flink.jar " + job.path("jarURI").asText().replace("local://", "") + "\n"));
    assertThat(dockerfile, containsString("\nUSER flink\n"));
    assertThat(spec().path("flinkVersion").asText(), equalTo("v" + FLINK_MINOR.replace('.', '_')));
    assertThat(job.path("entryClass").asText(), equalTo(Tidemark.class.getName()));
  }

  @Test
  public void whatIsMountedIsThere() throws IOException {
    JsonNode pod = spec().path("jobManager").path("podTemplate").path("spec");
    Map<String, JsonNode> volumes = new HashMap<>();
    pod.path("volumes").forEach(volume -> volumes.put(volume.path("name").asText(), volume));

    for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
      assertThat(volumes, hasKey(mount.path("name").asText()));
    }
    assertThat(
        volumes.get("config").at("/configMap/name"),
        equalTo(read(FOLDER.resolve("configmap.yaml")).at("/metadata/name")));
    assertThat(
        volumes.get("secrets").at("/secret/secretName"), equalTo(secrets().at("/metadata/name")));
    assertThat(
        secrets().path("stringData").has(volumes.get("secrets").at("/secret/items/0/key").asText()),
        equalTo(true));
  }

  @Test
  public void keysOfTheStorageAreInTheSecret() throws IOException {
    List<JsonNode> references = spec().path("podTemplate").findValues("secretKeyRef");

    assertThat(references, hasSize(2));
    for (JsonNode reference : references) {
      assertThat(reference.path("name"), equalTo(secrets().at("/metadata/name")));
      assertThat(secrets().path("stringData").has(reference.path("key").asText()), equalTo(true));
    }
  }

  /** All is well until the brokers are asked, of which there are none here. */
  @Test
  public void commandLineIsUnderstood() throws IOException {
    Path mounted = folder.getRoot().toPath();
    Path config = Files.writeString(mounted.resolve("average.properties"), config(mounted));
    Files.writeString(
        mounted.resolve("kafka.properties"), secrets().at("/stringData/kafka.properties").asText());
    List<String> arguments = new ArrayList<>();
    spec()
        .path("job")
        .path("args")
        .forEach(
            argument ->
                arguments.add(
                    argument
                        .asText()
                        .replace("/opt/tidemark/config/average.properties", config.toString())));
    arguments.add("--runner=flink");

    Run.line(mounted, arguments.toArray(new String[0]))
        .fails(1, "tidemark: kafka://127.0.0.1:1/readings: no broker answers");
  }

  @Test
  public void nothingIsFoundBeforeTheRun() throws IOException {
    Map<String, String> settings = new HashMap<>();
    for (Properties each :
        List.of(
            properties(Files.readString(ROOT.resolve("runner-configs/flink-cluster.properties"))),
            properties(config(folder.getRoot().toPath())))) {
      each.forEach((name, value) -> settings.put(name.toString(), value.toString()));
    }
    settings.put("parallelism", spec().path("job").path("parallelism").asText());

    assertThat(
        Preflight.check(new PlannedRun(Place.FLINK_JOB, true, true, false, FLINK_MINOR, settings)),
        empty());
  }

  private static String flinkMinor() {
    Properties written = new Properties();
    try (InputStream in = Tidemark.class.getResourceAsStream("/tidemark.properties")) {
      written.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return written.getProperty("flink");
  }

  private static String config(Path mounted) throws IOException {
    return read(FOLDER.resolve("configmap.yaml"))
        .at("/data/average.properties")
        .asText()
        .replace("/opt/tidemark/secrets", mounted.toString())
        .replace("kafka://kafka:9092/", "kafka://127.0.0.1:1/");
  }

  private static Properties properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return properties;
  }

  private static JsonNode spec() throws IOException {
    return read(FOLDER.resolve("deployment.yaml")).path("spec");
  }

  private static JsonNode secrets() throws IOException {
    return read(FOLDER.resolve("secret.yaml"));
  }

  private static List<Path> manifests() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** One document, in which no key is there twice. */
  private static JsonNode read(Path file) throws IOException {
    return YAMLMapper.builder()
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .build()
        .readTree(file.toFile());
  }

  /** All options that the classes of Flink's configuration package declare, by their keys. */
  private static Map<String, ConfigOption<?>> flinkOptions() throws Exception {
    Map<String, ConfigOption<?>> options = new HashMap<>();
    String name = CoreOptions.class.getName().replace('.', '/') + ".class";
    String folder = name.substring(0, name.lastIndexOf('/') + 1);
    JarURLConnection jar =
        (JarURLConnection) CoreOptions.class.getResource("/" + name).openConnection();
    for (JarEntry entry : jar.getJarFile().stream().toList()) {
      if (entry.getName().matches(folder + "\\w+Options\\.class")) {
        collect(
            Class.forName(entry.getName().replace('/', '.').replaceFirst("\\.class$", "")),
            options);
      }
    }
    return options;
  }

  private static void collect(Class<?> declaring, Map<String, ConfigOption<?>> options)
      throws IllegalAccessException {
    for (Field field : declaring.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
        ConfigOption<?> option = (ConfigOption<?>) field.get(null);
        options.put(option.key(), option);
      }
    }
  }
}
