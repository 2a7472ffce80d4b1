// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The members of a group at one event time; turns their samples, and the passing of time, into what
 * the group is worth.
 *
 * <p>Of a sample and something that is due at the same time, the sample is first.
 */
final class Members {
  /** When time alone changes a member. */
  private record Due(long time, String member) {}

  private final Rule rule;
  private final long stale;
  private final Map<String, Machine> machines;
  private final TreeSet<Due> dues =
      new TreeSet<>(Comparator.comparingLong(Due::time).thenComparing(Due::member));
  private final Tally tally;

  /** Whether it does not matter whose samples they are. */
  private final boolean asOne;

  private double newest = Double.NaN;

  /**
   * Members as they were.
   *
   * @param machines one for each, by key; it is changed
   */
  Members(Rule rule, Map<String, Machine> machines) {
    this.rule = rule.ofMember();
    Group group = rule.group().orElseThrow();
    this.stale = Math.min(group.stale(), rule.forget());
    this.machines = machines;
    this.tally = Tally.of(group);
    this.asOne = rule.isOfWholeGroup();
    machines.forEach(this::enter);
  }

  /** When time alone will bring about something; {@link Machine#NEVER} for nothing. */
  long due() {
    return dues.isEmpty() ? Machine.NEVER : dues.first().time();
  }

  /**
   * Takes samples, which come in order, and lets time pass until just before a time.
   *
   * @return what the group is worth, at each time at which that may have changed
   */
  List<Sample> goOn(List<MemberSample> samples, long until) {
    List<Sample> course = new ArrayList<>();
    int next = 0;
    while (next < samples.size() || due() < until) {
      long time = next < samples.size() ? Math.min(samples.get(next).time(), due()) : due();
      for (; next < samples.size() && samples.get(next).time() == time; next++) {
        take(samples.get(next));
      }
      while (due() <= time) {
        pass(dues.first());
      }
      course.add(new Sample(time, asOne ? newest : tally.value(), 0));
    }
    return course;
  }

  private void take(MemberSample each) {
    if (asOne) {
      newest = each.sample().value();
      return;
    }
    Machine machine = machines.get(each.member());
    if (machine == null) {
      machine = new Machine();
      machines.put(each.member(), machine);
    } else {
      leave(each.member(), machine);
    }
    machine.add(rule, each.sample(), step -> {});
    enter(each.member(), machine);
  }

  private void pass(Due due) {
    Machine machine = machines.get(due.member());
    leave(due.member(), machine);
    if (staleAt(machine) <= due.time()) {
      machines.remove(due.member());
    } else {
      machine.advance(rule, due.time() + 1, step -> {});
      enter(due.member(), machine);
    }
  }

  private void enter(String member, Machine machine) {
    tally.add(machine);
    long due = due(machine);
    if (due != Machine.NEVER) {
      dues.add(new Due(due, member));
    }
  }

  private void leave(String member, Machine machine) {
    tally.remove(machine);
    dues.remove(new Due(due(machine), member));
  }

  private long due(Machine machine) {
    return Math.min(machine.due(rule), staleAt(machine));
  }

  private long staleAt(Machine machine) {
    return stale == Machine.NEVER ? Machine.NEVER : machine.time() + stale;
  }
}
