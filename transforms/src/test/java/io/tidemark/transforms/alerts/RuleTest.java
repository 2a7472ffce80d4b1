// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.tidemark.transforms.reading.Series;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

/** Which series a rule is for, and what its alerts say. */
public class RuleTest {
  private static final Rule HOT = Rule.of("hot", Condition.above(30, 30));

  @Test
  public void starsStandForAnyText() {
    Rule rule = HOT.withSeries("oven-*", "*.mean");

    assertThat(rule.watches(Series.of("oven-1", "t.mean")), is(true));
    assertThat(rule.watches(Series.of("oven-", ".mean")), is(true));
    assertThat(rule.watches(Series.of("oven", "t.mean")), is(false));
    assertThat(rule.watches(Series.of("oven-1", "t_mean")), is(false));
    assertThat(
        "no expression", HOT.withSeries("a.c", "*").watches(Series.of("abc", "")), is(false));
    assertThat("all", HOT.watches(Series.of("", "")), is(true));
  }

  @Test
  public void messagesAreFilledIn() {
    Rule rule =
        HOT.withSeverity(Severity.CRITICAL)
            .withMessage(
                "{rule} {key} {field} {severity} {state} {since} {time} {duration} {value} {measure}"
                    + " $1");
    Transition step =
        new Transition(
            AlertState.FIRING, 0, 90_000, 31.123456789, Double.POSITIVE_INFINITY, Reason.HELD);

    assertThat(
        Alert.of("id", rule, Series.of("oven $", "t"), step).message(),
        is(
            "hot oven $ t critical firing 1970-01-01T00:00:00Z 1970-01-01T00:01:30Z 90s 31.1235"
                + " Infinity $1"));
  }

  @Test
  public void mistakesAreRefused() {
    assertWrong("of( ): must not be blank", () -> Rule.of(" ", Condition.above(1, 1)));
    assertWrong(
        "withDuration(PT-1S): must be >= 0", () -> HOT.withDuration(Duration.ofSeconds(-1)));
    assertWrong(
        "withCooldown(PT-1S): must be >= 0", () -> HOT.withCooldown(Duration.ofSeconds(-1)));
    assertWrong("{what} must be one of {key}", () -> HOT.withMessage("{what}"));
    assertWrong("rule hot: two have this name", () -> Alerts.by(List.of(HOT, HOT)));
    assertWrong(
        "withAllowedLateness(PT-1S): must be >= 0",
        () -> Alerts.by(List.of(HOT)).withAllowedLateness(Duration.ofSeconds(-1)));
  }

  private static void assertWrong(String problem, Runnable making) {
    assertThat(
        assertThrows(IllegalArgumentException.class, making::run).getMessage(),
        containsString(problem));
  }

  @Test
  public void theKeyOfAGroupIsPartsOfTheKey() {
    assertThat(Group.byKeyParts(3, List.of(0)).keyOf("a/b/c"), is("a"));
    assertThat(Group.byKeyParts(3, List.of(2, 0)).keyOf("a/b/c/d"), is("c/d/a"));
    assertThat(Group.byKeyParts(3, List.of()).keyOf("a/b/c"), is(""));
    assertThat(Group.byKeyParts(2, List.of(0, 1)).keyOf("a/"), is("a/"));
    assertThat(Group.byKeyParts(0, List.of()).keyOf(""), is(""));
    assertThrows(IllegalArgumentException.class, () -> Group.byKeyParts(2, List.of(2)));
  }
}
