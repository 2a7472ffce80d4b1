// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.tidemark.pipelines.launcher.BeamOptionsRegistrar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is in the two jars that the build makes, and that they run. */
public class JarsIT {
  private static final Path ANYWHERE = Path.of("target", "tidemark.jar").toAbsolutePath();
  private static final Path SCRIPT = Path.of("tidemark").toAbsolutePath();
  private static final Path FLINK = Path.of("target", "tidemark-flink.jar").toAbsolutePath();

  /** A cluster has these; a second copy fights with the first. */
  private static final Pattern OF_THE_CLUSTER =
      Pattern.compile(
          "org/apache/flink/.*|org/slf4j/.*|ch/qos/.*|org/apache/log4j/.*|org/apache/logging/.*"
              + "|com/esotericsoftware/.*|com/twitter/.*|logback.*\\.xml|log4j.*\\.properties"
              + "|META-INF/services/ch\\.qos\\..*|.*/TerminalLog.*\\.class");

  private static final Pattern NEVER =
      Pattern.compile(
          "META-INF/[^/]*\\.(SF|DSA|RSA|EC)|(.*/)?module-info\\.class|org/junit/.*|org/hamcrest/.*"
              + "|io/tidemark/.*Test\\.class|.*\\.key|\\.env");

  private static final String OPTIONS =
      "META-INF/services/org.apache.beam.sdk.options.PipelineOptionsRegistrar";

  private static final String RUNNERS =
      "META-INF/services/org.apache.beam.sdk.runners.PipelineRunnerRegistrar";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void jobJarLeavesToTheClusterWhatTheClusterHas() throws IOException {
    assertThat(entries(FLINK, OF_THE_CLUSTER), is(empty()));
    assertThat(entries(FLINK, NEVER), is(empty()));
    assertThat(
        entries(
            FLINK, Pattern.compile("org/apache/beam/runners/\\w+/(Direct|Flink)Runner\\.class")),
        equalTo(List.of("org/apache/beam/runners/flink/FlinkRunner.class")));
    assertThat(service(FLINK, RUNNERS), containsString(".FlinkRunnerRegistrar$Runner"));
  }

  @Test
  public void jarThatRunsAnywhereHasBothRunners() throws IOException {
    assertThat(entries(ANYWHERE, NEVER), is(empty()));
    assertThat(
        entries(ANYWHERE, Pattern.compile("org/apache/flink/.*")),
        hasItem("org/apache/flink/runtime/minicluster/MiniCluster.class"));
    assertThat(service(ANYWHERE, RUNNERS), containsString(".FlinkRunnerRegistrar$Runner"));
    assertThat(service(ANYWHERE, RUNNERS), containsString(".DirectRegistrar$Runner"));
  }

  @Test
  public void jarThatRunsAnywhereReadsNoOptionsOfContainers() throws IOException {
    assertThat(
        service(ANYWHERE, OPTIONS).lines().limit(3).toList(),
        is(
            List.of(
                BeamOptionsRegistrar.class.getName(),
                "org.apache.beam.runners.direct.DirectRegistrar$Options",
                "org.apache.beam.runners.flink.FlinkRunnerRegistrar$Options")));
  }

  @Test
  public void bothNameTheMainClass() throws IOException {
    for (Path jar : List.of(ANYWHERE, FLINK)) {
      try (JarFile file = new JarFile(jar.toFile())) {
        Attributes manifest = file.getManifest().getMainAttributes();
        assertThat(manifest.getValue("Main-Class"), is(Tidemark.class.getName()));
        assertThat(manifest.getValue("Multi-Release"), is("true"));
      }
    }
  }

  @Test
  public void runsFromAnyFolderOnBothRunners() throws Exception {
    Files.writeString(path("a.csv"), "station,time,level\npier,2026-01-01T00:00:00Z,1.5\n");
    for (String runner : List.of("direct", "flink")) {
      assertThat(
          average("--runner=" + runner), is("read 1 = used 1 + late 0 + missing 0 + rejected 0\n"));
      assertThat(
          "what is not news on standard error",
          Files.readAllLines(path("err.txt")).stream().filter(l -> !l.contains(" INFO ")).toList(),
          is(empty()));
      assertThat(
          Files.readString(path("b.csv")),
          is(
              """
              key,field,window_start,window_end,timing,revision,count,mean,min,max
              pier,level,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,ON_TIME,0,1,1.5,1.5,1.5
              """));
      Files.delete(path("b.csv"));
    }
  }

  @Test
  public void scriptRunsTheJarFromAnyFolderByAnyLink() throws Exception {
    Path link = Files.createSymbolicLink(path("a link"), SCRIPT);
    Files.writeString(path("a.csv"), "station,time,level\npier,2026-01-01T00:00:00Z,1.5\n");
    for (Path script : List.of(SCRIPT, link)) { // the first one makes an archive of classes
      assertThat(
          average(List.of(script.toString()), "--missing=no reading"),
          is("read 1 = used 1 + late 0 + missing 0 + rejected 0\n"));
      Files.delete(path("b.csv"));
    }
    assertThat(
        "the archive is used without a word",
        Files.readAllLines(path("err.txt")).stream().filter(l -> !l.contains(" INFO ")).toList(),
        is(empty()));
    try (Stream<Path> made = Files.list(Path.of("target"))) {
      assertThat(
          made.map(each -> each.getFileName().toString())
              .filter(name -> name.matches("classes-direct-\\d+\\..*"))
              .toList(),
          contains(endsWith(".jsa")));
    }
  }

  @Test
  public void scriptEndsAsTheRunDoes() throws Exception {
    assertThat(run(List.of(SCRIPT.toString(), "average", "--inptu=a.csv")), is(2));
    assertThat(
        Files.readString(path("err.txt")), containsString("--inptu: unknown option; did you mean"));
    assertThat(Files.readString(path("out.txt")), is(""));
  }

  private String average(String option) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return average(List.of(java.toString(), "-jar", ANYWHERE.toString()), option);
  }

  /** Runs in the folder; its standard output. */
  private String average(List<String> tidemark, String option)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(tidemark);
    words.addAll(
        List.of(
            "average",
            "--input=a.csv",
            "--key=station",
            "--value=level",
            "--time=time",
            "--output=b.csv",
            option));
    assertThat(run(words), is(0));
    return Files.readString(path("out.txt"));
  }

  private int run(List<String> words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .directory(folder.getRoot())
            .redirectError(path("err.txt").toFile())
            .redirectOutput(path("out.txt").toFile())
            .start();
    assertThat("ended in time", process.waitFor(2, TimeUnit.MINUTES), is(true));
    return process.exitValue();
  }

  private Path path(String name) {
    return folder.getRoot().toPath().resolve(name);
  }

  private static List<String> entries(Path jar, Pattern names) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .filter(entry -> !entry.isDirectory())
          .map(ZipEntry::getName)
          .filter(names.asMatchPredicate())
          .toList();
    }
  }

  private static String service(Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile());
        InputStream in = file.getInputStream(file.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
