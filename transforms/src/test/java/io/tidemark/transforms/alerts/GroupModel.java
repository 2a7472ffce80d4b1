// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * What a rule on a group has to say, found the slow way: what the group is worth, millisecond by
 * millisecond, from all its readings; and then {@link Model} on that as on one series.
 *
 * @param ofMember the limits and the silence that hold or not for a member
 * @param atLeast how many, or percent; 0 for an aggregate
 * @param stale 0 for never
 */
record GroupModel(Model ofMember, Aggregate aggregate, int atLeast, boolean ofHundred, long stale) {
  static GroupModel random(Random random) {
    Model model = RandomStream.model(random);
    boolean ofMembers = random.nextBoolean();
    boolean ofHundred = random.nextBoolean();
    int atLeast = !ofMembers ? 0 : ofHundred ? 1 + random.nextInt(100) : 1 + random.nextInt(3);
    boolean ofWhole = !ofMembers && model.silence() > 0;
    long stale = ofWhole || random.nextBoolean() ? 0 : model.silence() + 1 + random.nextInt(40);
    Aggregate[] all = Aggregate.values();
    return new GroupModel(model, all[random.nextInt(all.length)], atLeast, ofHundred, stale);
  }

  /** When a member does not count any more; 0 for never. */
  private long until() {
    boolean ofWhole = atLeast == 0 && ofMember.silence() > 0;
    return ofWhole
        ? 0
        : LongStream.of(stale, ofMember.forget()).filter(age -> age > 0).min().orElse(0);
  }

  Rule rule() {
    Group group = Group.byKeyParts(1, List.of()).withAggregate(aggregate);
    if (atLeast > 0) {
      group = ofHundred ? group.withAtLeastPercent(atLeast) : group.withAtLeast(atLeast);
    }
    return ofMember
        .rule()
        .withGroup(stale == 0 ? group : group.withStale(Duration.ofMillis(stale)));
  }

  /** The steps before a time, of samples in order. */
  List<Model.Step> steps(List<MemberSample> samples, long until) {
    List<Sample> course = new ArrayList<>();
    for (long now = 0; now < until; now++) {
      if (isWorthALook(samples, now)) {
        course.add(new Sample(now, worth(samples, now), 0));
      }
    }
    double limit = ofHundred ? Math.nextDown((double) atLeast) : atLeast - 0.5;
    Model ofGroup =
        atLeast == 0
            ? ofMember
            : new Model(
                limit, limit, ofMember.duration(), ofMember.cooldown(), 0, ofMember.forget());
    return ofGroup.steps(course, until);
  }

  private boolean isWorthALook(List<MemberSample> samples, long now) {
    for (String member : members(samples)) {
      List<Sample> its = until(samples, member, now);
      long newest = its.isEmpty() ? Long.MIN_VALUE : its.get(its.size() - 1).time();
      boolean becomesSilent = atLeast > 0 && ofMember.silence() > 0;
      if (newest == now
          || (until() > 0 && newest + until() == now)
          || (becomesSilent && newest + ofMember.silence() == now)) {
        return true;
      }
    }
    return false;
  }

  private double worth(List<MemberSample> samples, long now) {
    List<List<Sample>> counting =
        members(samples).stream()
            .map(member -> until(samples, member, now))
            .filter(its -> !its.isEmpty())
            .filter(its -> until() == 0 || its.get(its.size() - 1).time() + until() > now)
            .toList();
    if (atLeast > 0) {
      long holding = counting.stream().filter(its -> holds(its, now)).count();
      return !ofHundred ? holding : counting.isEmpty() ? 0 : 100.0 * holding / counting.size();
    }
    double[] newest =
        counting.stream().mapToDouble(its -> its.get(its.size() - 1).value()).toArray();
    OptionalDouble worth =
        switch (aggregate) {
          case MEAN -> Arrays.stream(newest).average();
          case SUM ->
              newest.length == 0
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(Arrays.stream(newest).sum());
          case MIN -> Arrays.stream(newest).min();
          case MAX -> Arrays.stream(newest).max();
          case COUNT -> OptionalDouble.of(newest.length);
        };
    return worth.orElse(Double.NaN);
  }

  private boolean holds(List<Sample> its, long now) {
    if (ofMember.silence() > 0) {
      return its.get(its.size() - 1).time() + ofMember.silence() <= now;
    }
    boolean holds = false;
    Optional<Sample> before = Optional.empty();
    for (Sample each : its) {
      if (until() > 0 && before.isPresent() && before.get().time() + until() < each.time()) {
        holds = false; // another member of the same name
      }
      holds = each.value() > (holds ? ofMember.clear() : ofMember.limit());
      before = Optional.of(each);
    }
    return holds;
  }

  private static TreeSet<String> members(List<MemberSample> samples) {
    TreeSet<String> members = new TreeSet<>();
    samples.forEach(each -> members.add(each.member()));
    return members;
  }

  private static List<Sample> until(List<MemberSample> samples, String member, long now) {
    return samples.stream()
        .filter(each -> each.member().equals(member) && each.time() <= now)
        .map(MemberSample::sample)
        .toList();
  }
}
