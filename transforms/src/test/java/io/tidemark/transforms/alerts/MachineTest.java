// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** One rule at one series, whose readings come in order. */
public class MachineTest {
  private static final int SPAN = 120;

  @Test
  public void stepsAreThoseOfTheModel() {
    Random random = RandomStream.random("MachineTest");
    for (int i = 0; i < RandomStream.cases(20_000); i++) {
      Model model = RandomStream.model(random);
      List<Sample> samples = RandomStream.samples(random, SPAN);

      List<Model.Step> steps = new ArrayList<>();
      Machine machine = new Machine();
      for (Sample sample : samples) {
        machine.add(model.rule(), sample, step -> steps.add(step(step)));
      }
      machine.advance(model.rule(), SPAN + 50, step -> steps.add(step(step)));

      assertThat(model + " " + samples, steps, equalTo(model.steps(samples, SPAN + 50)));
    }
  }

  @Test
  public void anAlertFiresOnceItsConditionHasHeldAndEndsWhenItIsClear() {
    Rule rule = Rule.of("hot", Condition.above(30, 28)).withDuration(Duration.ofMillis(5));

    assertThat(
        told(rule, 100, at(0, 29), at(10, 31), at(20, 29), at(30, 28)),
        contains("PENDING@10 BEGAN", "FIRING@15 HELD", "RESOLVED@30 ENDED"));
  }

  @Test
  public void whatIsShortNeverFires() {
    Rule rule = Rule.of("hot", Condition.above(30, 30)).withDuration(Duration.ofMillis(5));

    assertThat(
        told(rule, 100, at(10, 31), at(15, 29)), // at the very time: the reading is first
        contains("PENDING@10 BEGAN", "RESOLVED@15 SHORT"));
  }

  @Test
  public void flappingWithinTheCooldownIsOneAlert() {
    Rule rule = Rule.of("hot", Condition.above(30, 30)).withCooldown(Duration.ofMillis(5));

    assertThat(
        told(rule, 100, at(10, 31), at(11, 1), at(13, 31), at(14, 1), at(18, 31), at(20, 1)),
        contains("FIRING@10 BEGAN", "RESOLVED@25 ENDED"));
  }

  @Test
  public void silenceBeginsAfterItsTimeAndEndsWithAReading() {
    Rule rule = Rule.of("dead", Condition.silence(Duration.ofMillis(10)));

    assertThat(
        told(rule, 100, at(0, 1), at(10, 1), at(21, 1)),
        contains("FIRING@20 BEGAN", "RESOLVED@21 ENDED", "FIRING@31 BEGAN"));
    assertThat("of what was never heard of", told(rule, 100), is(empty()));
  }

  @Test
  public void nothingIsDueAtTheTimeItselfUntilTimeHasPassedIt() {
    Rule rule = Rule.of("hot", Condition.above(30, 30)).withDuration(Duration.ofMillis(5));

    assertThat(told(rule, 15, at(10, 31)), contains("PENDING@10 BEGAN"));
    assertThat(told(rule, 16, at(10, 31)), contains("PENDING@10 BEGAN", "FIRING@15 HELD"));
  }

  private static Sample at(long time, double value) {
    return new Sample(time, value, 0);
  }

  private static List<String> told(Rule rule, long until, Sample... samples) {
    List<String> told = new ArrayList<>();
    Machine machine = new Machine();
    for (Sample sample : samples) {
      machine.add(rule, sample, step -> told.add(text(step)));
    }
    machine.advance(rule, until, step -> told.add(text(step)));
    return told;
  }

  private static String text(Transition step) {
    return String.format("%s@%s %s", step.state(), step.time(), step.reason());
  }

  private static Model.Step step(Transition step) {
    return new Model.Step(step.state(), step.since(), step.time());
  }
}
