// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.tidemark.io.option.Usage;
import io.tidemark.pipelines.launcher.Launcher;
import java.beans.Introspector;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.Test;

/** The pipeline on the command line. */
public class AverageTest {
  @Test
  public void helpExplainsEveryOption() {
    String help = help();

    for (Method getter : AverageOptions.class.getMethods()) {
      if (getter.isAnnotationPresent(Usage.class)) {
        String name = Introspector.decapitalize(getter.getName().replaceFirst("^(get|is)", ""));
        String unit = getter.getAnnotation(Usage.class).unit();
        assertThat(help, containsString("\n  --" + name + "=<" + unit + ">\n"));
        assertThat(help, containsString("\n      Example: --" + name + "="));
      }
    }
  }

  @Test
  public void explanationsFitATerminal() {
    help()
        .lines()
        .filter(line -> line.startsWith("    ") || line.startsWith("  --"))
        .forEach(line -> assertThat(line, line.length(), lessThanOrEqualTo(80)));
  }

  @Test
  public void messagesOfABrokerAreForgottenOnceTheyAreRead() {
    Average average = new Average();

    assertThat(average.isForgotten(config("mqtt://localhost:1883/air")), is(true));
    assertThat(average.isForgotten(config("kafka://localhost:9092/air")), is(false));
    assertThat(average.isForgotten(config("air.csv")), is(false));
  }

  private static AverageConfig config(String input) {
    AverageOptions options = PipelineOptionsFactory.as(AverageOptions.class);
    options.setInput(input);
    options.setInputFormat("csv");
    options.setCsvHeader("time,temp_c");
    options.setTime("time");
    options.setValue("temp_c");
    return AverageConfig.of(options);
  }

  private static String help() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = Launcher.of(new Average()).run(new String[] {"help", "average"}, console, console);
    assertThat(code, is(0));
    return out.toString(StandardCharsets.UTF_8);
  }
}
