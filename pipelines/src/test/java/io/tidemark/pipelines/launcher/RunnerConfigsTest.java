// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Test;

/** The config files that come with the project. */
public class RunnerConfigsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("tidemark.root", ".."), "runner-configs");

  @Test
  public void eachHasOptionsThatAreKnownAndOfTheRightType() throws IOException {
    List<Path> files = configs();

    assertThat(files, hasSize(3));
    for (Path file : files) {
      String runner = file.endsWith("direct.properties") ? "direct" : "flink";
      Settings settings =
          Settings.read(List.of("--runner=" + runner, "--config=" + file), LineCount.Options.class);
      settings.as(LineCount.Options.class, "test");
    }
  }

  @Test
  public void allAreInTheJar() throws IOException {
    for (Path file : configs()) {
      byte[] packaged =
          RunnerConfigsTest.class
              .getResourceAsStream("/runner-configs/" + file.getFileName())
              .readAllBytes();
      assertThat(file.toString(), packaged, is(Files.readAllBytes(file)));
    }
  }

  @Test
  public void clusterConfigNamesTheRunner() {
    Settings settings =
        Settings.read(
            List.of(
                "--config=" + FOLDER.resolve("flink-cluster.properties"),
                "--flinkMaster=host:8081"),
            LineCount.Options.class);

    assertThat(settings.text("runner"), is(Optional.of("FlinkRunner")));
  }

  private static List<Path> configs() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".properties")).sorted().toList();
    }
  }
}
