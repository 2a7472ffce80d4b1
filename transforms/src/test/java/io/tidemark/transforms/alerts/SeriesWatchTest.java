// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

/** Rules at one series whose readings come out of order, late, and in runs that are cut. */
public class SeriesWatchTest {
  private static final int SPAN = 120;

  private final Heard heard = new Heard();

  @Test
  public void withoutLateReadingsStepsAreThoseOfTheModelWheneverTimePasses() throws Exception {
    Random random = RandomStream.random("SeriesWatchTest in time");
    for (int i = 0; i < RandomStream.cases(5_000); i++) {
      Model model = RandomStream.model(random);
      List<Sample> samples = RandomStream.samples(random, SPAN);
      List<Model.Step> steps = new ArrayList<>();

      SeriesWatch watch = new SeriesWatch();
      long lateness = random.nextInt(3) * 10L;
      for (long from = 0; from < SPAN + 50; ) {
        long until = from + 1 + random.nextInt(30);
        watch.evaluate(
            List.of(model.rule()), between(samples, from, until), until, lateness, to(steps));
        watch = restored(watch);
        from = until;
      }

      steps.removeIf(step -> step.time() >= SPAN + 50);
      assertThat(model + " " + samples, steps, equalTo(model.steps(samples, SPAN + 50)));
    }
  }

  @Test
  public void lateReadingsLeadToWhatTheModelSaysInTheEndAndNoIdentityFiresTwice() throws Exception {
    Random random = RandomStream.random("SeriesWatchTest late");
    int taken = 0;
    for (int i = 0; i < RandomStream.cases(20_000); i++) {
      Model model = RandomStream.model(random);
      List<Sample> samples = RandomStream.samples(random, SPAN);
      heard.clear(model + " " + samples);

      long lateness = random.nextInt(60);
      play(model, samples, lateness, random);

      heard.requireOneOfEachInOrder();
      heard.requireLike(model.steps(samples, SPAN + 200));
      taken += heard.lines().stream().anyMatch(line -> line.contains("LATE")) ? 1 : 0;
    }
    assertThat("alerts that late readings undo", taken, is(greaterThan(0)));
  }

  @Test
  public void aLateReadingUndoesAnAlert() {
    Rule rule = Rule.of("hot", Condition.above(30, 30)).withDuration(Duration.ofMillis(10));
    SeriesWatch watch = new SeriesWatch();
    watch.evaluate(List.of(rule), List.of(at(10, 31)), 30, 50, this::hear);
    watch.evaluate(List.of(rule), List.of(at(15, 29), at(40, 31)), 45, 50, this::hear);

    assertThat(
        heard.lines(),
        contains(
            "10 PENDING@10 BEGAN",
            "10 FIRING@20 HELD",
            "10 RESOLVED@15 LATE",
            "40 PENDING@40 BEGAN"));
  }

  @Test
  public void anAlertThatWasToldToBeOverAndIsNotGoesOnUnderAnotherIdentity() {
    Rule rule = Rule.of("hot", Condition.above(30, 30));
    SeriesWatch watch = new SeriesWatch();
    watch.evaluate(List.of(rule), List.of(at(10, 31), at(20, 29)), 30, 50, this::hear);
    Sample revision = new Sample(20, 32, 1);
    watch.evaluate(List.of(rule), List.of(revision), 35, 50, this::hear);
    watch.evaluate(List.of(rule), List.of(at(36, 1)), 40, 50, this::hear);

    assertThat(
        heard.lines(),
        contains(
            "10 FIRING@10 BEGAN",
            "10 RESOLVED@20 ENDED",
            "10-1 FIRING@10 BEGAN",
            "10-1 RESOLVED@36 ENDED"));
  }

  @Test
  public void anEarlierBeginIsAnotherEpisode() {
    Rule rule = Rule.of("hot", Condition.above(30, 30));
    SeriesWatch watch = new SeriesWatch();
    watch.evaluate(List.of(rule), List.of(at(10, 31)), 30, 50, this::hear);
    watch.evaluate(List.of(rule), List.of(at(5, 31)), 35, 50, this::hear);

    assertThat(
        heard.lines(), contains("10 FIRING@10 BEGAN", "10 RESOLVED@10 LATE", "5 FIRING@5 BEGAN"));
  }

  @Test
  public void whatIsOpenOfARuleThatHasChangedIsResolved() {
    SeriesWatch watch = new SeriesWatch();
    List<Rule> before =
        List.of(Rule.of("a", Condition.above(3, 3)), Rule.of("b", Condition.above(3, 3)));
    List<Rule> after =
        List.of(Rule.of("a", Condition.above(4, 4)), Rule.of("c", Condition.above(3, 3)));
    watch.evaluate(before, List.of(at(10, 31)), 30, 0, this::hear);
    watch.evaluate(after, List.of(at(40, 31)), 45, 0, this::hear);

    assertThat(
        heard.lines(),
        contains(
            "10 FIRING@10 BEGAN",
            "10 FIRING@10 BEGAN",
            "10 RESOLVED@30 RULE_CHANGED",
            "10 RESOLVED@30 RULE_CHANGED",
            "40 FIRING@40 BEGAN",
            "40 FIRING@40 BEGAN"));
  }

  @Test
  public void aSilentSeriesIsForgottenAndItsAlertResolved() {
    Rule rule = Rule.of("hot", Condition.above(30, 30)).forgetting(Duration.ofMillis(100));
    SeriesWatch watch = new SeriesWatch();
    watch.evaluate(List.of(rule), List.of(at(10, 31)), 30, 50, this::hear);
    assertThat(watch.due(List.of(rule), 50), is(110L));
    watch.evaluate(List.of(rule), List.of(), 111, 50, this::hear);
    assertThat(watch.isForgotten(), is(false)); // a reading of 100 might still come
    assertThat(watch.due(List.of(rule), 50), is(160L));
    watch.evaluate(List.of(rule), List.of(), 161, 50, this::hear);
    assertThat(watch.isForgotten(), is(true));
    assertThat(watch.due(List.of(rule), 50), is(Machine.NEVER));

    assertThat(heard.lines(), contains("10 FIRING@10 BEGAN", "10 RESOLVED@110 FORGOTTEN"));
  }

  @Test
  public void aLateReadingMakesUpForWhatWasForgotten() {
    Rule rule = Rule.of("hot", Condition.above(30, 30)).forgetting(Duration.ofMillis(100));
    SeriesWatch watch = new SeriesWatch();
    watch.evaluate(List.of(rule), List.of(at(10, 31)), 30, 50, this::hear);
    watch.evaluate(List.of(rule), List.of(), 120, 50, this::hear);
    watch.evaluate(List.of(rule), List.of(at(90, 31)), 130, 50, this::hear);

    assertThat(
        heard.lines(),
        contains("10 FIRING@10 BEGAN", "10 RESOLVED@110 FORGOTTEN", "10-1 FIRING@10 HELD"));
  }

  @Test
  public void whatIsForgottenDoesNotDependOnWhenTimePasses() {
    Rule rule = Rule.of("odd", Condition.zScore(3, 3, 3)).forgetting(Duration.ofMillis(100));
    SeriesWatch watch = new SeriesWatch();
    List<Sample> samples = List.of(at(1, 1), at(2, 2), at(3, 3), at(104, 99), at(105, 99));
    watch.evaluate(List.of(rule), samples, SeriesWatch.END, 0, this::hear);

    assertThat(heard.lines(), is(List.of())); // those of before are not its past
  }

  /** Readings come in any order, but none more than the lateness behind the watermark. */
  private void play(Model model, List<Sample> samples, long lateness, Random random)
      throws Exception {
    List<Sample> coming = samples;
    List<Sample> inbox = List.of();
    SeriesWatch watch = new SeriesWatch();
    for (long until = 0; until < SPAN + 200; until += 1 + random.nextInt(20)) {
      long watermark = until;
      Map<Boolean, List<Sample>> come =
          coming.stream()
              .collect(
                  Collectors.partitioningBy(
                      sample ->
                          sample.time() + lateness < watermark + 20
                              || (sample.time() < watermark + 20 && random.nextBoolean())));
      coming = come.get(false);
      Map<Boolean, List<Sample>> due =
          Stream.concat(inbox.stream(), come.get(true).stream())
              .collect(Collectors.partitioningBy(sample -> sample.time() < watermark));
      inbox = due.get(false);
      heard.note("until " + until + " " + due.get(true));
      watch.evaluate(List.of(model.rule()), due.get(true), until, lateness, this::hear);
      watch = restored(watch);
    }
    watch.evaluate(List.of(model.rule()), inbox, SPAN + 200, lateness, this::hear);
    assertThat(
        heard.lines() + "", watch.isForgotten(), is(model.forget() > 0 || samples.isEmpty()));
  }

  private void hear(Rule rule, Told episode, Transition step) {
    heard.accept(episode, step);
  }

  private static SeriesWatch.Out to(List<Model.Step> steps) {
    return (rule, episode, step) ->
        steps.add(new Model.Step(step.state(), step.since(), step.time()));
  }

  private static SeriesWatch restored(SeriesWatch watch) throws Exception {
    return CoderUtils.clone(SeriesWatch.coder(), watch);
  }

  private static List<Sample> between(List<Sample> samples, long from, long until) {
    return samples.stream().filter(each -> each.time() >= from && each.time() < until).toList();
  }

  private static Sample at(long time, double value) {
    return new Sample(time, value, 0);
  }
}
