// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.alert;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.tidemark.pipelines.launcher.UsageException;
import io.tidemark.transforms.alerts.Condition;
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
  @org.junit.Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void theExampleOfThePageHasEveryCondition() throws IOException {
    String page = Files.readString(Path.of("../src/site/markdown/alerts.md"));
    Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(yaml.find(), is(true));

    List<Rule> rules = read(yaml.group(1));

    assertThat(
        rules.stream().map(Rule::name).toList(),
        contains("overheating", "cold", "out-of-range", "jump", "dead", "down", "odd", "drifting"));
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
        "line 4: rule a: fro must be one of name, key, field, for, cooldown, severity, message,"
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
        assertThrows(UsageException.class, () -> RulesFile.read("no.yaml")).getMessage(),
        is("--rules 'no.yaml': no such file"));
  }

  private List<Rule> read(String yaml) throws IOException {
    return RulesFile.read(file(yaml).toString());
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.getRoot().toPath().resolve("rules.yaml"), yaml);
  }

  private void assertWrong(String problem, String yaml) {
    assertThat(
        assertThrows(UsageException.class, () -> read(yaml)).getMessage(),
        is(String.format("--rules '%s/rules.yaml': %s", folder.getRoot(), problem)));
  }
}
