// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.tidemark.io.option.Usage;
import java.beans.Introspector;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What every option declares, so that help can explain it. */
public class AverageOptionsTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static List<Method> getters() {
    return Arrays.stream(AverageOptions.class.getMethods())
        .filter(method -> method.getDeclaringClass().getName().startsWith("io.tidemark."))
        .filter(method -> method.getName().matches("(get|is)[A-Z].*"))
        .toList();
  }

  private Path avroSchema() throws IOException {
    return Files.writeString(
        folder.newFile("reading.avsc").toPath(),
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":["
            + "{\"name\":\"v\",\"type\":\"double\"},{\"name\":\"t\",\"type\":\"long\"}]}");
  }

  private static String nameOf(Method getter) {
    return Introspector.decapitalize(getter.getName().replaceFirst("^(get|is)", ""));
  }

  @Test
  public void namesAreThoseOfTheContract() {
    List<String> names = getters().stream().map(AverageOptionsTest::nameOf).toList();

    assertThat(
        names,
        hasItems(
            "input",
            "inputFormat",
            "csvDelimiter",
            "csvHeader",
            "key",
            "value",
            "time",
            "timeFormat",
            "zone",
            "missing",
            "window",
            "windowOffset",
            "allowedLateness",
            "early",
            "late",
            "accumulation",
            "fill",
            "maxGap",
            "forget",
            "statistics",
            "replay",
            "maxDelay",
            "idleTimeout",
            "speed",
            "seed",
            "output",
            "outputFormat",
            "lateOutput",
            "rejectedOutput",
            "ledger",
            "maxRejected",
            "config",
            "stacktrace",
            "plan",
            "shards",
            "resume",
            "preflight",
            "stopWhenIdle",
            "avroSchema",
            "mended",
            "watch"));
    assertThat(names.size(), is(41));
  }

  @Test
  public void eachHasUnitExampleDescriptionAndOneDefault() {
    for (Method getter : getters()) {
      String name = nameOf(getter);
      Usage usage = getter.getAnnotation(Usage.class);
      assertThat(name, usage, notNullValue());
      assertThat(name, usage.unit(), not(""));
      assertThat(name, usage.example(), not(""));
      assertThat(name, getter.getAnnotation(Description.class).value(), not(""));
      boolean constant =
          getter.isAnnotationPresent(Default.String.class)
              || getter.isAnnotationPresent(Default.Integer.class)
              || getter.isAnnotationPresent(Default.Boolean.class);
      assertThat(name + " has one default", constant, is(usage.otherwise().isEmpty()));
    }
  }

  @Test
  public void noTwoHaveTheSamePlaceInHelp() {
    Set<String> places = new HashSet<>();
    for (Method getter : getters()) {
      Usage usage = getter.getAnnotation(Usage.class);
      assertThat(nameOf(getter), places.add(usage.group() + " " + usage.order()), is(true));
    }
  }

  @Test
  public void examplesOfHelpAreAllAllowed() throws IOException {
    for (Method getter : getters()) {
      List<String> arguments =
          new ArrayList<>(List.of("--input=data.csv", "--value=v", "--time=t", "--output=out/"));
      String name = nameOf(getter);
      arguments.removeIf(argument -> argument.startsWith("--" + name + "="));
      arguments.add("--" + name + "=" + getter.getAnnotation(Usage.class).example());
      if (Set.of("maxDelay", "idleTimeout", "speed").contains(name)) {
        arguments.add("--replay=true");
      }
      if (Set.of("fill", "maxGap").contains(name)) {
        arguments.add("--forget=1d");
      }
      if (Set.of("maxGap", "forget").contains(name)) {
        arguments.add("--fill=linear");
      }
      if (name.equals("seed")) {
        arguments.set(0, "--input=demo:");
      }

      if (name.equals("stopWhenIdle")) {
        arguments.set(0, "--input=kafka://localhost:9092/air");
      }

      if (name.equals("avroSchema")) {
        arguments.set(0, "--input=kafka://localhost:9092/air");
        arguments.remove(arguments.size() - 1);
        arguments.add("--avroSchema=" + avroSchema());
      }

      AverageConfig.of(
          PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new))
              .as(AverageOptions.class));
    }
  }
}
