// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.tidemark.pipelines.launcher.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LookupPipelineTest {
  private static final List<String> TABLE =
      List.of(
          "station,time,temp,hum",
          "blue,2026-01-01T00:00:00Z,1,50",
          "blue,2026-01-01T00:20:00Z,3,52",
          "blue,2026-01-01T00:10:00Z,2,51", // out of order
          "red,2026-01-01T00:10:00Z,7,NA",
          "red,2026-01-01T00:10:00Z,broken,40");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private String out = "";
  private String err = "";

  @Test
  public void requestsAreAnsweredAsOfTheirTime() throws IOException {
    file("table.csv", TABLE);
    file(
        "requests.csv",
        List.of(
            "who,station,as_of",
            "a/1,blue,2026-01-01T00:15:00Z",
            "b,red,2026-01-01T00:15:00Z",
            "c,red,2026-01-01T00:05:00Z",
            "d,green,2026-01-01T00:15:00Z"));

    assertThat(
        run("temp", "--requests=" + path("requests.csv"), "--requestId=who", "--requestTime=as_of"),
        equalTo(0));
    assertThat(
        rows(),
        equalTo(
            List.of(
                "a/1,blue,temp,2026-01-01T00:15:00Z,FOUND,2026-01-01T00:10:00Z,2.0",
                "b,red,temp,2026-01-01T00:15:00Z,FOUND,2026-01-01T00:10:00Z,7.0",
                "c,red,temp,2026-01-01T00:05:00Z,NOT_FOUND,,",
                "d,green,temp,2026-01-01T00:15:00Z,NOT_FOUND,,")));
    assertThat(out, containsString("read 9 = used 8 + late 0 + missing 0 + rejected 1"));
  }

  @Test
  public void requestsWithoutATimeAskForTheLatestOfEveryField() throws IOException {
    file("table.csv", TABLE);
    file("requests.jsonl", List.of("{\"station\":\"blue\"}", "{\"station\":\"red\"}"));

    assertThat(run("temp,hum", "--requests=" + path("requests.jsonl")), equalTo(0));
    assertThat(
        rows(),
        equalTo(
            List.of(
                ",blue,hum,,FOUND,2026-01-01T00:20:00Z,52.0",
                ",blue,temp,,FOUND,2026-01-01T00:20:00Z,3.0",
                ",red,hum,,FOUND,2026-01-01T00:10:00Z,40.0",
                ",red,temp,,FOUND,2026-01-01T00:10:00Z,7.0")));
  }

  @Test
  public void aTableOfAveragesHasTheNewestWindow() throws IOException {
    file("table.csv", TABLE);
    file(
        "requests.csv",
        List.of("station,as_of", "blue,2026-01-01T00:31:00Z", "blue,2026-01-01T00:19:00Z"));

    assertThat(
        run(
            "temp",
            "--requests=" + path("requests.csv"),
            "--requestTime=as_of",
            "--window=fixed:20m",
            "--statistics=count,mean"),
        equalTo(0));
    assertThat(
        rows(),
        equalTo(
            List.of(
                ",blue,temp,2026-01-01T00:19:00Z,NOT_FOUND,,,,,,,",
                ",blue,temp,2026-01-01T00:31:00Z,FOUND,2026-01-01T00:19:59.999Z,"
                    + "2026-01-01T00:00:00Z,2026-01-01T00:20:00Z,ON_TIME,0,2,1.5")));
  }

  @Test
  public void aStreamGivesTheSameAnswers() throws IOException {
    file("table.csv", TABLE.subList(0, 5));
    file("requests.csv", List.of("station,as_of", "blue,2026-01-01T00:15:00Z"));

    assertThat(
        run(
            "temp",
            "--requests=" + path("requests.csv"),
            "--requestTime=as_of",
            "--replay",
            "--maxDelay=1h"),
        equalTo(0));
    assertThat(
        rows(), equalTo(List.of(",blue,temp,2026-01-01T00:15:00Z,FOUND,2026-01-01T00:10:00Z,2.0")));
  }

  @Test
  public void brokenRequestsAreRejected() throws IOException {
    file("table.csv", TABLE.subList(0, 5));
    file("requests.csv", List.of("station,as_of", "blue,yesterday"));

    assertThat(
        run(
            "temp",
            "--requests=" + path("requests.csv"),
            "--requestTime=as_of",
            "--rejectedOutput=" + path("rejected.jsonl")),
        equalTo(0));
    assertThat(rows(), is(empty()));
    assertThat(Files.readString(path("rejected.jsonl")), containsString("time 'yesterday'"));
  }

  @Test
  public void theDemoAnswersWithoutAnyInput() throws IOException {
    assertThat(
        command(
            "lookup",
            "--table=demo:2000",
            "--requests=demo:2000",
            "--answers=" + path("answers.csv")),
        equalTo(0));
    assertThat(rows(), hasItem(containsString(",temperature,")));
    assertThat(err, equalTo(""));
  }

  @Test
  public void namesOfTransformsAreTheSameInEveryJvm() {
    for (String window : List.of("--window=fixed:1h", "--history=1h")) {
      List<String> names = namesOf("--table=demo:100", "--requests=demo:100", window);

      assertThat(names, hasItem("Lookup/Table"));
      assertThat(names.stream().filter(name -> name.contains("Lambda")).toList(), is(empty()));
    }
  }

  private static List<String> namesOf(String... arguments) {
    LookupOptions options = PipelineOptionsFactory.fromArgs(arguments).as(LookupOptions.class);
    Pipeline pipeline = Pipeline.create(options);
    LookupGraph.build(pipeline, LookupConfig.of(options));
    List<String> names = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(Node node) {
            names.add(node.getFullName());
          }
        });
    return names;
  }

  private int run(String values, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "lookup",
                "--table=" + path("table.csv"),
                "--key=station",
                "--value=" + values,
                "--time=time",
                "--answers=" + path("answers.csv")));
    arguments.addAll(Arrays.asList(more));
    return command(arguments.toArray(new String[0]));
  }

  private int command(String... arguments) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int code =
        Launcher.of(new LookupPipeline())
            .run(
                arguments,
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }

  private List<String> rows() throws IOException {
    return Files.readAllLines(path("answers.csv")).stream().skip(1).sorted().toList();
  }

  private Path path(String name) {
    return folder.getRoot().toPath().resolve(name);
  }

  private void file(String name, List<String> lines) throws IOException {
    Files.write(path(name), lines);
  }
}
