// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * One rule at one series as time goes on, and as late readings change what has been told.
 *
 * <p>It runs its rule twice: up to the watermark, and up to the horizon before which nothing can
 * change any more. From there it is run again when readings are late.
 */
final class Watch {
  /** What is done with a step that has not been told, of an episode. */
  interface Out extends BiConsumer<Told, Transition> {}

  private final String identity;
  private Machine settled;
  private Machine head;
  private final List<Told> told;

  Watch(Rule rule) {
    this(rule.identity(), new Machine(), new Machine(), new ArrayList<>());
  }

  private Watch(String identity, Machine settled, Machine head, List<Told> told) {
    this.identity = identity;
    this.settled = settled;
    this.head = head;
    this.told = told;
  }

  /** Whether it has watched by this rule. */
  boolean isOf(Rule rule) {
    return identity.equals(rule.identity());
  }

  /** When time alone will bring about something. */
  long due(Rule rule) {
    return head.due(rule);
  }

  /** When there is no more to know of it, if no reading comes any more. */
  long forgetAt(Rule rule, long lateness) {
    long settledAt = settled.forgetAt(rule);
    return settledAt == Machine.NEVER ? Machine.NEVER : settledAt + lateness;
  }

  /** Whether it knows nothing. */
  boolean isForgotten() {
    return settled.isNew() && head.isNew() && told.isEmpty();
  }

  /** Takes the next readings, and lets time pass until just before a time. */
  void goOn(Rule rule, List<Sample> next, long until, Out out) {
    Optional<Transition> open = head.open(rule);
    tell(episodes(open, run(rule, head, next, until)), out);
  }

  /** Takes all readings since the horizon again, late ones among them. */
  void again(Rule rule, List<Sample> sinceHorizon, long until, Out out) {
    head = settled.copy();
    Optional<Transition> open = head.open(rule);
    Map<Long, List<Transition>> episodes = episodes(open, run(rule, head, sinceHorizon, until));
    for (Told each : List.copyOf(told)) {
      if (each.isOpen() && !episodes.containsKey(each.since())) {
        takeBack(each, each.since(), out);
      }
    }
    tell(episodes, out);
  }

  /** What time would bring about if no reading came any more. */
  void finish(Rule rule, Out out) {
    goOn(rule, List.of(), Machine.NEVER, out);
  }

  /** Ends what is open, for the rule is not the same any more. */
  void abandon(long time, Out out) {
    for (Told each : List.copyOf(told)) {
      if (each.isOpen()) {
        say(each, resolved(each, Math.max(time, each.since()), Reason.RULE_CHANGED), out);
      }
    }
  }

  /** Forgets what no late reading can change any more. */
  void settle(Rule rule, List<Sample> readings, long horizon, boolean atOnce) {
    if (atOnce) {
      settled = head.copy();
    } else {
      run(rule, settled, readings, horizon);
    }
    Optional<Long> open = settled.open(rule).map(Transition::since);
    told.removeIf(
        each ->
            !each.isOpen() && each.since() < horizon && !open.equals(Optional.of(each.since())));
  }

  private static List<Transition> run(
      Rule rule, Machine machine, List<Sample> readings, long until) {
    List<Transition> steps = new ArrayList<>();
    readings.forEach(reading -> machine.add(rule, reading, steps::add));
    machine.advance(rule, until, steps::add);
    return steps;
  }

  /** The steps of each episode, by when it began. */
  private static Map<Long, List<Transition>> episodes(
      Optional<Transition> open, List<Transition> steps) {
    Map<Long, List<Transition>> episodes = new TreeMap<>();
    open.ifPresent(step -> episodes.put(step.since(), new ArrayList<>(List.of(step))));
    for (Transition step : steps) {
      episodes.computeIfAbsent(step.since(), since -> new ArrayList<>()).add(step);
    }
    return episodes;
  }

  private void tell(Map<Long, List<Transition>> episodes, Out out) {
    episodes.forEach((since, steps) -> tellEpisode(since, steps, out));
  }

  private void tellEpisode(long since, List<Transition> steps, Out out) {
    Optional<Told> before = told.stream().filter(each -> each.since() == since).findFirst();
    if (before.isEmpty()) {
      steps.forEach(step -> say(current(since), step, out));
      return;
    }
    Transition last = steps.get(steps.size() - 1);
    boolean over = last.state() == AlertState.RESOLVED;
    boolean fires = steps.stream().anyMatch(step -> step.state() == AlertState.FIRING);
    if (before.get().isOpen() && before.get().fired() && !fires) {
      takeBack(before.get(), over ? last.time() : since, out);
    }
    Told now = current(since);
    if (now.isOpen()) {
      steps.stream()
          .filter(step -> step.state().compareTo(current(since).state()) > 0)
          .forEach(step -> say(current(since), step, out));
    } else if (!over || (fires && !now.fired())) {
      sayAgain(now, steps, out);
    }
  }

  /** Under the next identity, since one that is resolved stays so. */
  private void sayAgain(Told closed, List<Transition> steps, Out out) {
    told.remove(closed);
    told.add(closed.again());
    steps.forEach(step -> say(current(closed.since()), step, out));
  }

  private Told current(long since) {
    return told.stream()
        .filter(each -> each.since() == since)
        .findFirst()
        .orElse(new Told(since, 0, AlertState.PENDING, false));
  }

  private void takeBack(Told each, long time, Out out) {
    say(each, resolved(each, time, Reason.LATE), out);
  }

  private static Transition resolved(Told each, long time, Reason reason) {
    return new Transition(AlertState.RESOLVED, each.since(), time, Double.NaN, Double.NaN, reason);
  }

  private void say(Told before, Transition step, Out out) {
    Told after = before.and(step.state());
    told.removeIf(each -> each.since() == before.since());
    told.add(after);
    out.accept(after, step);
  }

  void write(DataOutput out) throws IOException {
    Texts.write(identity, out);
    settled.write(out);
    head.write(out);
    Varints.write(told.size(), out);
    for (Told each : told) {
      each.write(out);
    }
  }

  static Watch read(DataInput in) throws IOException {
    String identity = Texts.read(in);
    Machine settled = Machine.read(in);
    Machine head = Machine.read(in);
    int count = Math.toIntExact(Varints.read(in));
    List<Told> told = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      told.add(Told.read(in));
    }
    return new Watch(identity, settled, head, told);
  }
}
