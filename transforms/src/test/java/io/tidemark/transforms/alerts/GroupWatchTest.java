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

/** A rule at a group whose readings come out of order, late, and in runs that are cut. */
public class GroupWatchTest {
  private static final int SPAN = 120;

  private final Heard heard = new Heard();

  @Test
  public void withoutLateReadingsStepsAreThoseOfTheModelWheneverTimePasses() throws Exception {
    Random random = RandomStream.random("GroupWatchTest in time");
    int told = 0;
    for (int i = 0; i < RandomStream.cases(3_000); i++) {
      GroupModel model = GroupModel.random(random);
      List<MemberSample> samples = samples(random);
      List<Model.Step> steps = new ArrayList<>();

      GroupWatch watch = new GroupWatch();
      long lateness = random.nextInt(3) * 10L;
      for (long from = 0; from < SPAN + 100; ) {
        long until = from + 1 + random.nextInt(30);
        watch.evaluate(model.rule(), between(samples, from, until), until, lateness, to(steps));
        watch = restored(watch);
        from = until;
      }

      steps.removeIf(step -> step.time() >= SPAN + 100);
      assertThat(model + " " + samples, steps, equalTo(model.steps(samples, SPAN + 100)));
      told += steps.size();
    }
    assertThat("steps", told, greaterThan(0));
  }

  @Test
  public void atTheEndOfAnInputStepsAreThoseOfTheModel() {
    Random random = RandomStream.random("GroupWatchTest at the end");
    for (int i = 0; i < RandomStream.cases(2_000); i++) {
      GroupModel model = GroupModel.random(random);
      List<MemberSample> samples = samples(random);
      List<Model.Step> steps = new ArrayList<>();

      GroupWatch watch = new GroupWatch();
      watch.evaluate(model.rule(), samples, SeriesWatch.END, 0, to(steps));
      watch.finish(model.rule(), to(steps));

      assertThat(model + " " + samples, steps, equalTo(model.steps(samples, SPAN + 200)));
    }
  }

  @Test
  public void lateReadingsLeadToWhatTheModelSaysInTheEndAndNoIdentityFiresTwice() throws Exception {
    Random random = RandomStream.random("GroupWatchTest late");
    int taken = 0;
    for (int i = 0; i < RandomStream.cases(5_000); i++) {
      GroupModel model = GroupModel.random(random);
      List<MemberSample> samples = samples(random);
      heard.clear(model + " " + samples);

      play(model, samples, random.nextInt(60), random);

      heard.requireOneOfEachInOrder();
      heard.requireLike(model.steps(samples, SPAN + 200));
      taken += heard.lines().stream().anyMatch(line -> line.contains("LATE")) ? 1 : 0;
    }
    assertThat("alerts that late readings undo", taken, is(greaterThan(0)));
  }

  @Test
  public void theMeanOfTheNewestValuesIsWatched() {
    Rule rule = Rule.of("warm", Condition.above(20, 20)).withGroup(Group.byKeyParts(1, List.of()));
    GroupWatch watch = new GroupWatch();
    watch.evaluate(
        rule,
        List.of(
            at("a", 10, 25), // 25
            at("b", 20, 15), // 20
            at("b", 30, 16), // 20.5
            at("a", 40, 10)), // 13
        50,
        0,
        heard);

    assertThat(
        heard.lines(),
        contains(
            "10 FIRING@10 BEGAN",
            "10 RESOLVED@20 ENDED",
            "30 FIRING@30 BEGAN",
            "30 RESOLVED@40 ENDED"));
  }

  @Test
  public void readingsOfOneTimeAreOneLook() {
    Rule rule = Rule.of("warm", Condition.above(20, 20)).withGroup(Group.byKeyParts(1, List.of()));
    GroupWatch watch = new GroupWatch();
    watch.evaluate(rule, List.of(at("a", 10, 25), at("b", 10, 15)), 50, 0, heard);

    assertThat(heard.lines(), is(List.of()));
  }

  @Test
  public void aLateReadingOfOneMemberUndoesTheAlertOfTheGroup() {
    Rule rule =
        Rule.of("two", Condition.above(30, 30))
            .withGroup(Group.byKeyParts(1, List.of()).withAtLeast(2));
    GroupWatch watch = new GroupWatch();
    watch.evaluate(rule, List.of(at("a", 10, 31), at("b", 20, 31)), 30, 50, heard);
    watch.evaluate(rule, List.of(at("a", 15, 5)), 40, 50, heard);

    assertThat(heard.lines(), contains("20 FIRING@20 BEGAN", "20 RESOLVED@20 LATE"));
  }

  @Test
  public void aRevisionTakesThePlaceOfTheSameMembersValueAlone() {
    Rule rule =
        Rule.of("sum", Condition.above(30, 30))
            .withGroup(Group.byKeyParts(1, List.of()).withAggregate(Aggregate.SUM));
    GroupWatch watch = new GroupWatch();
    watch.evaluate(rule, List.of(at("a", 10, 20), at("b", 10, 20)), 20, 50, heard);
    MemberSample revision = new MemberSample("a", new Sample(10, 5, 1), false);
    watch.evaluate(rule, List.of(revision), 30, 50, heard);

    assertThat(heard.lines(), contains("10 FIRING@10 BEGAN", "10 RESOLVED@10 LATE"));
  }

  @Test
  public void aStaleMemberCountsNoMore() {
    Rule rule =
        Rule.of("few", Condition.below(2, 2))
            .withDuration(Duration.ofMillis(1))
            .withGroup(
                Group.byKeyParts(1, List.of())
                    .withAggregate(Aggregate.COUNT)
                    .withStale(Duration.ofMillis(30)));
    GroupWatch watch = new GroupWatch();
    watch.evaluate(rule, List.of(at("a", 10, 1), at("b", 10, 1), at("b", 30, 1)), 50, 0, heard);

    assertThat(heard.lines(), contains("40 PENDING@40 BEGAN", "40 FIRING@41 HELD"));
    assertThat(watch.due(rule, 0), is(60L));
  }

  @Test
  public void aRuleWithAnotherGroupBeginsAnew() {
    Group group = Group.byKeyParts(1, List.of());
    Rule before = Rule.of("warm", Condition.above(20, 20)).withGroup(group);
    Rule after = before.withGroup(group.withAggregate(Aggregate.MAX));
    GroupWatch watch = new GroupWatch();
    watch.evaluate(before, List.of(at("a", 10, 25)), 20, 0, heard);
    watch.evaluate(after, List.of(at("b", 30, 1)), 40, 0, heard);

    assertThat(heard.lines(), contains("10 FIRING@10 BEGAN", "10 RESOLVED@20 RULE_CHANGED"));
  }

  /** Readings come in any order, but none more than the lateness behind the watermark. */
  private void play(GroupModel model, List<MemberSample> samples, long lateness, Random random)
      throws Exception {
    List<MemberSample> coming = samples;
    List<MemberSample> inbox = List.of();
    GroupWatch watch = new GroupWatch();
    for (long until = 0; until < SPAN + 200; until += 1 + random.nextInt(20)) {
      long watermark = until;
      Map<Boolean, List<MemberSample>> come =
          coming.stream()
              .collect(
                  Collectors.partitioningBy(
                      sample ->
                          sample.time() + lateness < watermark + 20
                              || (sample.time() < watermark + 20 && random.nextBoolean())));
      coming = come.get(false);
      Map<Boolean, List<MemberSample>> due =
          Stream.concat(inbox.stream(), come.get(true).stream())
              .collect(Collectors.partitioningBy(sample -> sample.time() < watermark));
      inbox = due.get(false);
      heard.note("until " + until + " " + due.get(true));
      watch.evaluate(model.rule(), due.get(true), until, lateness, heard);
      watch = restored(watch);
    }
    watch.evaluate(model.rule(), inbox, SPAN + 200, lateness, heard);
    assertThat(
        heard.lines() + "",
        watch.isForgotten(),
        is(model.ofMember().forget() > 0 || samples.isEmpty()));
  }

  /** Of up to four members, in order. */
  private static List<MemberSample> samples(Random random) {
    List<MemberSample> samples = new ArrayList<>();
    int members = 1 + random.nextInt(4);
    for (int i = 0; i < members; i++) {
      String member = "m" + i;
      RandomStream.samples(random, SPAN)
          .forEach(sample -> samples.add(new MemberSample(member, sample, true)));
    }
    return MemberSample.inOrder(samples);
  }

  private static List<MemberSample> between(List<MemberSample> samples, long from, long until) {
    return samples.stream().filter(each -> each.time() >= from && each.time() < until).toList();
  }

  private static Watch.Out to(List<Model.Step> steps) {
    return (episode, step) -> steps.add(new Model.Step(step.state(), step.since(), step.time()));
  }

  private static GroupWatch restored(GroupWatch watch) throws Exception {
    return CoderUtils.clone(GroupWatch.coder(), watch);
  }

  private static MemberSample at(String member, long time, double value) {
    return new MemberSample(member, new Sample(time, value, 0), true);
  }
}
