// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;

/**
 * One rule at one group: its members, what has been evaluated, and the readings that late ones may
 * join.
 *
 * <p>As {@link Watch} runs its rule, it runs the members twice: up to the watermark, and up to the
 * horizon before which nothing can change any more.
 */
final class GroupWatch {
  private long evaluated = Long.MIN_VALUE;
  private List<MemberSample> recent = List.of();
  private SortedMap<String, Machine> head = new TreeMap<>();

  /** Absent where no reading may be late: it is the same as {@link #head} then. */
  private Optional<SortedMap<String, Machine>> settled = Optional.empty();

  private Watch watch;

  /** When time alone will bring about something. */
  long due(Rule rule, long lateness) {
    long next = Math.min(new Members(rule, head).due(), watch.due(rule.ofGroup()));
    if (rule.forget() == Machine.NEVER) {
      return next;
    }
    long ofMembers = settled.map(all -> new Members(rule, all).due()).orElse(Machine.NEVER);
    long forgetAt = watch.forgetAt(rule.ofGroup(), lateness);
    return Math.min(
        next, ofMembers == Machine.NEVER ? forgetAt : Math.min(forgetAt, ofMembers + lateness));
  }

  /** Whether nothing is known of it, so that it need not be kept. */
  boolean isForgotten() {
    return recent.isEmpty()
        && head.isEmpty()
        && settled.filter(members -> !members.isEmpty()).isEmpty()
        && (watch == null || watch.isForgotten());
  }

  /**
   * Takes readings that have come, and lets time pass until just before a time.
   *
   * @param arrivals all before that time, in any order
   * @param until a time, or {@link SeriesWatch#END}
   * @param lateness how long before that time readings may still come
   */
  void evaluate(Rule rule, List<MemberSample> arrivals, long until, long lateness, Watch.Out out) {
    boolean anew = beginsAnew(rule, out);
    if (lateness > 0 && settled.isEmpty()) {
      settled = Optional.of(copy(head));
    }
    List<MemberSample> next = MemberSample.inOrder(arrivals);
    boolean late = !next.isEmpty() && next.get(0).time() < evaluated;
    List<MemberSample> all = new ArrayList<>(recent);
    all.addAll(next);
    recent = late ? MemberSample.inOrder(all) : all;
    long passed = SeriesWatch.passed(until);
    if (late || anew) {
      head = settled.map(GroupWatch::copy).orElse(head);
      List<Sample> course = new Members(rule, head).goOn(recent, passed);
      watch.again(rule.ofGroup(), course, passed, out);
    } else {
      watch.goOn(rule.ofGroup(), new Members(rule, head).goOn(next, passed), passed, out);
    }
    if (until != SeriesWatch.END) {
      settle(rule, until - lateness, lateness == 0);
      evaluated = until;
    }
  }

  /** At the end of an input: what only time would bring about after the last reading. */
  void finish(Rule rule, Watch.Out out) {
    List<Sample> course = new Members(rule, head).goOn(List.of(), Machine.NEVER);
    watch.goOn(rule.ofGroup(), course, Machine.NEVER, out);
  }

  /** Ends what is open, for the rule is not the same any more. */
  void abandon(Watch.Out out) {
    if (watch != null) {
      watch.abandon(evaluated, out);
    }
  }

  private boolean beginsAnew(Rule rule, Watch.Out out) {
    if (watch != null && watch.isOf(rule.ofGroup())) {
      return false;
    }
    abandon(out);
    watch = new Watch(rule.ofGroup());
    head = new TreeMap<>();
    settled = Optional.empty();
    return true;
  }

  private void settle(Rule rule, long horizon, boolean atOnce) {
    int count = 0;
    while (count < recent.size() && recent.get(count).time() < horizon) {
      count++;
    }
    List<MemberSample> readings = recent.subList(0, count);
    if (atOnce) {
      settled = Optional.empty();
      watch.settle(rule.ofGroup(), List.of(), horizon, true);
    } else {
      List<Sample> course = new Members(rule, settled.orElse(head)).goOn(readings, horizon);
      watch.settle(rule.ofGroup(), course, horizon, false);
    }
    recent = new ArrayList<>(recent.subList(count, recent.size()));
  }

  private static SortedMap<String, Machine> copy(SortedMap<String, Machine> machines) {
    SortedMap<String, Machine> copy = new TreeMap<>();
    machines.forEach((key, machine) -> copy.put(key, machine.copy()));
    return copy;
  }

  /**
   * Version, evaluated, the readings, the members at the watermark, whether there are others at the
   * horizon, and if so those, whether it watches, and if so the watch.
   */
  static Coder<GroupWatch> coder() {
    return GroupWatchCoder.INSTANCE;
  }

  private static final class GroupWatchCoder extends VersionedCoder<GroupWatch> {
    private static final long serialVersionUID = 1;

    private static final GroupWatchCoder INSTANCE = new GroupWatchCoder();

    private GroupWatchCoder() {
      super(1);
    }

    @Override
    protected void write(GroupWatch group, DataOutputStream out) throws IOException {
      Varints.writeSigned(group.evaluated, out);
      Varints.write(group.recent.size(), out);
      for (MemberSample each : group.recent) {
        MemberSample.coder().encode(each, out);
      }
      writeMembers(group.head, out);
      out.writeBoolean(group.settled.isPresent());
      if (group.settled.isPresent()) {
        writeMembers(group.settled.get(), out);
      }
      out.writeBoolean(group.watch != null);
      if (group.watch != null) {
        group.watch.write(out);
      }
    }

    @Override
    protected GroupWatch read(DataInputStream in, int version) throws IOException {
      GroupWatch group = new GroupWatch();
      group.evaluated = Varints.readSigned(in);
      int samples = Math.toIntExact(Varints.read(in));
      group.recent = new ArrayList<>(samples);
      for (int i = 0; i < samples; i++) {
        group.recent.add(MemberSample.coder().decode(in));
      }
      group.head = readMembers(in);
      group.settled = in.readBoolean() ? Optional.of(readMembers(in)) : Optional.empty();
      group.watch = in.readBoolean() ? Watch.read(in) : null;
      return group;
    }

    private static void writeMembers(SortedMap<String, Machine> members, DataOutput out)
        throws IOException {
      Varints.write(members.size(), out);
      for (Map.Entry<String, Machine> member : members.entrySet()) {
        Texts.write(member.getKey(), out);
        member.getValue().write(out);
      }
    }

    private static SortedMap<String, Machine> readMembers(DataInput in) throws IOException {
      int count = Math.toIntExact(Varints.read(in));
      SortedMap<String, Machine> members = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        members.put(Texts.read(in), Machine.read(in));
      }
      return members;
    }
  }
}
