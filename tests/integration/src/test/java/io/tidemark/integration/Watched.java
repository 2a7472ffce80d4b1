// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.testing.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Two sensors that get too hot and fall silent, and the rules that watch them. */
public final class Watched {
  private static final String RULES =
      """
      rules:
        - name: high
          above: 30
          clear: 25
          for: 2m
        - name: quiet
          silence: 15m
        - name: jump
          rate: 6
          per: 1m
      """;

  private final Path folder;
  private final Path rules;

  /**
   * The same readings each time.
   *
   * @param folder for files of theirs
   */
  public Watched(Path folder) throws IOException {
    this.folder = folder;
    this.rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
  }

  /** A reading; values are exact in text. */
  public record Value(int sensor, Instant time, double value) {
    /** As a message. */
    public String json() {
      return String.format("{\"sensor\":\"s%d\",\"time\":\"%s\",\"temp\":%s}", sensor, time, value);
    }
  }

  /** Ten hours, a reading a minute of each, but for half an hour; in order. */
  public List<Value> readings() {
    return IntStream.range(0, 1_200)
        .mapToObj(i -> reading(i % 2, i / 2))
        .filter(each -> each.time().getEpochSecond() / 1_800 % 7 != each.sensor())
        .toList();
  }

  private static Value reading(int sensor, int minute) {
    double wave = 22 + 12 * Math.sin((minute + 40 * sensor) / 25.0);
    double spike = minute % 97 == 50 ? 9 : 0;
    Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * minute);
    return new Value(sensor, time, Math.round((wave + spike) * 4) / 4.0);
  }

  /** Watches readings that are somewhere. */
  public Run alert(List<String> options, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("alert", "--rules=" + rules, "--key=sensor", "--value=temp", "--time=time"));
    all.addAll(options);
    all.addAll(Arrays.asList(more));
    return Run.line(folder, all.toArray(new String[0]));
  }

  /** The alerts of a file with the readings, as JSON, in the order of text: of each rule some. */
  public List<String> alertsOfTheFile(List<String> options) throws IOException {
    Path input =
        Files.write(
            folder.resolve("readings.jsonl"), readings().stream().map(Value::json).toList());
    Path output = folder.resolve("alerts.jsonl");
    List<String> same =
        options.stream()
            .filter(each -> !each.equals("--exactlyOnce") && !each.contains("Interval"))
            .toList();
    Run run = alert(same, "--input=" + input, "--replay", "--maxDelay=1m", "--output=" + output);
    assertThat(run.err(), run.exitCode(), equalTo(0));
    List<String> alerts = Files.readAllLines(output).stream().sorted().toList();
    for (String rule : List.of("high", "quiet", "jump")) {
      String named = String.format("\"rule\":\"%s\"", rule);
      assertThat(rule, alerts.stream().anyMatch(each -> each.contains(named)));
    }
    return alerts;
  }
}
