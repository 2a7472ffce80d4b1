// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.alert;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasToString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.option.Usage;
import io.tidemark.pipelines.launcher.Launcher;
import io.tidemark.pipelines.launcher.UsageException;
import io.tidemark.transforms.windowing.Windowing;
import java.beans.Introspector;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.junit.Test;

/** What the options of {@code alert} mean, and what help says of them. */
public class AlertConfigTest {
  @Test
  public void theDemoNeedsNothing() {
    AlertConfig config = config();

    assertThat(config.rules(), is(not(empty())));
    assertThat(config.windowing(), is(Optional.empty()));
    assertThat(config.allowedLateness(), is(Duration.ZERO));
    assertThat(config.forget(), is(Optional.empty()));
    assertThat(config("--forget=1d").forget(), is(Optional.of(Duration.ofDays(1))));
  }

  @Test
  public void rulesMayLookAtWindows() {
    AlertConfig config =
        config("--window=sliding:1h/5m", "--windowOffset=2m", "--statistics=mean,max");

    assertThat(
        config.windowing(),
        is(Optional.of(Windowing.parse("sliding:1h/5m").withOffset(Duration.ofMinutes(2)))));
    assertThat(config.statistics(), hasToString("mean,max"));
  }

  @Test
  public void mistakesAreOneLine() {
    assertWrong(
        "--rules is required: a file such as --rules=rules.yaml",
        "--input=a.csv",
        "--value=v",
        "--time=t");
    assertWrong("--time is required: the field with the event time", "--input=a.csv", "--value=v");
    assertWrong("--statistics 'max': needs --window", "--input=demo:", "--statistics=max");
    assertWrong("--windowOffset '1h': needs --window", "--input=demo:", "--windowOffset=1h");
    assertWrong(
        "--window 'session:1h': must be fixed, sliding or calendar for alerts",
        "--input=demo:",
        "--window=session:1h");
    assertWrong("--allowedLateness '-1s': must be >= 0", "--input=demo:", "--allowedLateness=-1s");
    assertWrong("--forget '0s': must be > 0", "--input=demo:", "--forget=0s");
    assertWrong(
        "--forget '1500ms': must be more than the silence of rule quiet",
        "--input=demo:",
        "--forget=1500ms");
  }

  @Test
  public void helpExplainsEveryOptionInAPlaceOfItsOwn() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8);
    Launcher.of(new AlertPipeline()).run(new String[] {"help", "alert"}, console, console);
    String help = out.toString(StandardCharsets.UTF_8);

    Set<String> places = new HashSet<>();
    for (Method getter : AlertOptions.class.getMethods()) {
      Usage usage = getter.getAnnotation(Usage.class);
      if (usage != null && !getter.isBridge()) {
        String name = Introspector.decapitalize(getter.getName().replaceFirst("^(get|is)", ""));
        assertThat(help, containsString("\n  --" + name + "=<" + usage.unit() + ">\n"));
        places.add(usage.group() + " " + usage.order() + " " + name);
      }
    }
    long distinct =
        places.stream().map(place -> place.replaceFirst(" \\w+$", "")).distinct().count();
    assertThat(places.toString(), distinct, is((long) places.size()));
  }

  @Test
  public void namesOfTransformsAreTheSameInEveryJvm() {
    for (String window : List.of("", "--window=fixed:1m")) {
      List<String> names =
          names(Stream.of(window, "--output=out/").filter(each -> !each.isEmpty()));

      assertThat(names, hasItem("Alerts/Watch"));
      assertThat(names.stream().filter(name -> name.contains("Lambda")).toList(), is(empty()));
    }
  }

  private static List<String> names(Stream<String> arguments) {
    AlertOptions options = options(arguments.toArray(String[]::new));
    Pipeline pipeline = Pipeline.create(options);
    AlertGraph.build(pipeline, AlertConfig.of(options));
    List<String> names = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(Node node) {
            names.add(node.getFullName());
            return CompositeBehavior.ENTER_TRANSFORM;
          }

          @Override
          public void visitPrimitiveTransform(Node node) {
            names.add(node.getFullName());
          }
        });
    return names;
  }

  private static void assertWrong(String problem, String... arguments) {
    AlertOptions options = PipelineOptionsFactory.fromArgs(arguments).as(AlertOptions.class);
    assertThat(
        assertThrows(UsageException.class, () -> AlertConfig.of(options)).getMessage(),
        is(problem));
  }

  private static AlertConfig config(String... arguments) {
    return AlertConfig.of(options(arguments));
  }

  private static AlertOptions options(String... arguments) {
    return PipelineOptionsFactory.fromArgs(
            Stream.concat(Stream.of("--input=demo:"), Stream.of(arguments)).toArray(String[]::new))
        .as(AlertOptions.class);
  }
}
