// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.alert;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.tidemark.pipelines.launcher.UsageException;
import io.tidemark.transforms.alerts.Aggregate;
import io.tidemark.transforms.alerts.Condition;
import io.tidemark.transforms.alerts.Group;
import io.tidemark.transforms.alerts.Rule;
import io.tidemark.transforms.alerts.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Rules as a person writes them. */
public class RulesFileTest {
  private static final List<String> KEY = List.of("city", "sensor");

  @org.junit.Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void theExampleOfThePageHasEveryCondition() throws IOException {
    String page = Files.readString(Path.of("../src/site/markdown/alerts.md"));
    Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(yaml.find(), is(true));

    List<Rule> rules = read(yaml.group(1));

    assertThat(
        rules.stream().map(Rule::name).toList(),
        contains(
            "overheating",
            "cold",
            "out-of-range",
            "jump",
            "dead",
            "down",
            "odd",
            "drifting",
            "city-warm",
            "several-hot"));
    assertThat(
        rules.get(0) + "",
        equalTo(
            Rule.of("overheating", Condition.above(30, 28))
                    .withSeries("oven-*", "temperature")
                    .withDuration(Duration.ofMinutes(5))
                    .withCooldown(Duration.ofMinutes(10))
                    .withSeverity(Severity.CRITICAL)
                    .withMessage("{key} has been over 30 since {since}, now {value}")
                + ""));
    assertThat(
        rules.get(3) + "",
        equalTo(Rule.of("jump", Condition.rate(8, 8, Duration.ofMinutes(1))) + ""));
    assertThat(
        rules.get(7) + "",
        equalTo(
            Rule.of("drifting", Condition.ewma(4, 4, 200, 0.1)).withDuration(Duration.ofHours(1))
                + ""));
  }

  @Test
  public void aRuleMayBeForGroups() throws IOException {
    List<Rule> rules =
        read(
            """
            rules:
              - {name: mean, above: 3, by: city}
              - {name: few, below: 3, by: [sensor, city], aggregate: count, stale: 10m}
              - {name: half, silence: 1m, by: [], members: 50%, stale: 1h}
              - {name: three, rate: 2, per: 1s, by: [city], members: 3}
            """);

    Group byCity = Group.byKeyParts(2, List.of(0));
    assertThat(
        rules + "",
        equalTo(
            List.of(
                    Rule.of("mean", Condition.above(3, 3)).withGroup(byCity),
                    Rule.of("few", Condition.below(3, 3))
                        .withGroup(
                            Group.byKeyParts(2, List.of(1, 0))
                                .withAggregate(Aggregate.COUNT)
                                .withStale(Duration.ofMinutes(10))),
                    Rule.of("half", Condition.silence(Duration.ofMinutes(1)))
                        .withGroup(
                            Group.byKeyParts(2, List.of())
                                .withAtLeastPercent(50)
                                .withStale(Duration.ofHours(1))),
                    Rule.of("three", Condition.rate(2, 2, Duration.ofSeconds(1)))
                        .withGroup(byCity.withAtLeast(3)))
                + ""));
  }

  @Test
  public void mistakesInGroupsAreALine() {
    assertWrongRule("by 'town': must be one of --key=city,sensor", "above: 3, by: town");
    assertWrongRule("by 'city': is there twice", "above: 3, by: [city, city]");
    assertWrongRule(
        "aggregate 'median': must be mean, sum, min, max or count",
        "above: 3, by: city, aggregate: median");
    assertWrongRule(
        "must have one of aggregate and members, and has both",
        "above: 3, by: city, aggregate: max, members: 2");
    assertWrongRule(
        "members 'all': must be a number, such as 3, or a share, such as 50%",
        "above: 3, by: city, members: all");
    assertWrongRule("members '0': must be 1 or more", "above: 3, by: city, members: 0");
    assertWrongRule("members '101%': must be 1 to 100", "above: 3, by: city, members: 101%");
    assertWrongRule("stale '0s': must be > 0", "above: 3, by: city, stale: 0s");
    assertWrongRule(
        "stale: silence of the whole group has no members", "silence: 3s, by: city, stale: 1h");
    assertWrongRule(
        "stale(PT1S): must be more than the silence",
        "silence: 3s, by: city, members: 2, stale: 1s");
    assertWrongRule(
        "members must be one of name, key, field, by, for, cooldown, severity, message, above,"
            + " clear",
        "above: 3, members: 2");
    assertWrongRule(
        "by must be one of name, key, field, severity, message, standstill",
        "standstill: 3s, by: city");
    assertThat(
        assertThrows(
                UsageException.class,
                () ->
                    RulesFile.read(
                        file("rules: [{name: a, above: 3, by: city}]").toString(), List.of()))
            .getMessage(),
        is(
            String.format(
                "--rules '%s/rules.yaml': line 1: rule a: by 'city': needs a --key with such a"
                    + " field",
                folder.getRoot())));
  }

  @Test
  public void eachMistakeIsALineThatSaysWhatIsAllowed() {
    assertWrong("is empty", "");
    assertWrong("line 1: the file: rule must be one of rules", "rule: [1]");
    assertWrong("line 1: the file: rules must be a list with a - before each rule", "rules: 7");
    assertWrong("line 2: a rule: name is required", "rules:\n  - above: 3");
    assertWrong(
        "line 2: rule a: must have one of above, below, outside, rate, silence, standstill, zscore,"
            + " ewma",
        "rules:\n  - name: a");
    assertWrong(
        "line 2: rule a: must have one of above, below, outside, rate, silence, standstill, zscore,"
            + " ewma, and"
            + " has above and below",
        "rules:\n  - name: a\n    above: 3\n    below: 1");
    assertWrong(
        "line 4: rule a: fro must be one of name, key, field, by, for, cooldown, severity, message,"
            + " above, clear",
        "rules:\n  - name: a\n    above: 3\n    fro: 5m");
    assertWrong(
        "line 4: rule a: for must be one of name, key, field, severity, message, standstill",
        "rules:\n  - name: a\n    standstill: 3m\n    for: 5m");
    assertWrong(
        "line 3: rule a: above 'hot': must be a number", "rules:\n  - name: a\n    above: hot");
    assertWrong(
        "line 4: rule a: severity 'bad': must be info, warning or critical",
        "rules:\n  - name: a\n    above: 3\n    severity: bad");
    assertWrong(
        "line 4: rule a: for '-5m': must be >= 0",
        "rules:\n  - name: a\n    above: 3\n    for: -5m");
    assertWrong(
        "line 2: rule a: clear(4.0): must be <= 3.0",
        "rules:\n  - name: a\n    above: 3\n    clear: 4");
    assertWrong(
        "line 3: rule a: outside must be two numbers, such as [10, 30]",
        "rules:\n  - name: a\n    outside: 3");
    assertWrong("line 2: rule a: rate needs per: 1m", "rules:\n  - name: a\n    rate: 3");
    assertWrong(
        "line 2: rule a: readings(2): must be 3 to 10000",
        "rules:\n  - name: a\n    zscore: 3\n    readings: 2");
    assertWrong(
        "line 4: rule a: message 'is {what}': {what} must be one of {key} {field} {rule}"
            + " {severity} {state} {since} {time} {duration} {value} {measure}",
        "rules:\n  - name: a\n    above: 3\n    message: is {what}");
    assertWrong(
        "rule a: two have this name",
        "rules:\n  - name: a\n    above: 3\n  - name: a\n    below: 3");
    assertWrong("line 4: a rule: above twice", "rules:\n  - name: a\n    above: 3\n    above: 4");
    assertWrong("line 2: mapping values are not allowed here", "rules:\n  - name: a: b");
  }

  @Test
  public void nothingIsMadeOfAFileButTextAndNumbers() {
    assertWrong(
        "line 3: rule a: above 'x': must be a number",
        "rules:\n  - name: a\n    above: !!javax.script.ScriptEngineManager x");
  }

  @Test
  public void aFileThatIsNotThereIsSaid() {
    assertThat(
        assertThrows(UsageException.class, () -> RulesFile.read("no.yaml", KEY)).getMessage(),
        is("--rules 'no.yaml': no such file"));
  }

  private List<Rule> read(String yaml) throws IOException {
    return RulesFile.read(file(yaml).toString(), KEY);
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.getRoot().toPath().resolve("rules.yaml"), yaml);
  }

  private void assertWrongRule(String problem, String rule) {
    assertWrong("line 1: rule a: " + problem, "rules: [{name: a, " + rule + "}]");
  }

  private void assertWrong(String problem, String yaml) {
    assertThat(
        assertThrows(UsageException.class, () -> read(yaml)).getMessage(),
        is(String.format("--rules '%s/rules.yaml': %s", folder.getRoot(), problem)));
  }
}
