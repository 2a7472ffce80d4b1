// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;

/** All rules at one series: what has been evaluated, and the readings that late ones may join. */
final class SeriesWatch {
  /** Until when the readings of an input that is over are evaluated. */
  static final long END = Long.MAX_VALUE;

  /** Where steps go. */
  interface Out {
    void accept(Rule rule, Told told, Transition step);
  }

  private long evaluated;
  private List<Sample> recent;
  private final Map<String, Watch> watches;

  SeriesWatch() {
    this(Long.MIN_VALUE, List.of(), new TreeMap<>());
  }

  private SeriesWatch(long evaluated, List<Sample> recent, Map<String, Watch> watches) {
    this.evaluated = evaluated;
    this.recent = recent;
    this.watches = watches;
  }

  /** When time alone will bring about something. */
  long due(List<Rule> rules, long lateness) {
    return rules.stream()
        .mapToLong(rule -> due(rule, watches.get(rule.name()), lateness))
        .min()
        .orElse(Machine.NEVER);
  }

  private static long due(Rule rule, Watch watch, long lateness) {
    return Math.min(watch.due(rule), watch.forgetAt(rule, lateness));
  }

  /** Whether nothing is known of it, so that it need not be kept. */
  boolean isForgotten() {
    return recent.isEmpty() && watches.values().stream().allMatch(Watch::isForgotten);
  }

  /**
   * Takes readings that have come, and lets time pass until just before a time.
   *
   * @param rules those that watch this series
   * @param arrivals all before that time, in any order
   * @param lateness how long before that time readings may still come
   */
  void evaluate(List<Rule> rules, List<Sample> arrivals, long until, long lateness, Out out) {
    abandonOthers(rules, out);
    List<Sample> next = Sample.inOrder(arrivals);
    boolean late = !next.isEmpty() && next.get(0).time() < evaluated;
    List<Sample> all = new ArrayList<>(recent);
    all.addAll(next);
    recent = late ? Sample.inOrder(all) : all;
    for (Rule rule : rules) {
      Watch.Out tell = (told, step) -> out.accept(rule, told, step);
      Watch known = watches.get(rule.name());
      if (known == null || late) {
        watches.computeIfAbsent(rule.name(), name -> new Watch(rule));
        watches.get(rule.name()).again(rule, recent, passed(until), tell);
      } else {
        known.goOn(rule, next, passed(until), tell);
      }
    }
    if (until != END) {
      settle(rules, until - lateness, lateness == 0);
      evaluated = until;
    }
  }

  /** At the end of an input: what only time would bring about after the last reading. */
  void finish(List<Rule> rules, Out out) {
    for (Rule rule : rules) {
      watches.get(rule.name()).finish(rule, (told, step) -> out.accept(rule, told, step));
    }
  }

  /** At the end of an input time does not pass for everybody: see {@link #finish}. */
  static long passed(long until) {
    return until == END ? Long.MIN_VALUE : until;
  }

  private void settle(List<Rule> rules, long horizon, boolean atOnce) {
    int settled = 0;
    while (settled < recent.size() && recent.get(settled).time() < horizon) {
      settled++;
    }
    List<Sample> settledReadings = recent.subList(0, settled);
    for (Rule rule : rules) {
      watches.get(rule.name()).settle(rule, settledReadings, horizon, atOnce);
    }
    recent = new ArrayList<>(recent.subList(settled, recent.size()));
  }

  private void abandonOthers(List<Rule> rules, Out out) {
    watches.entrySet().removeIf(entry -> abandoned(entry.getKey(), entry.getValue(), rules, out));
  }

  private boolean abandoned(String name, Watch watch, List<Rule> rules, Out out) {
    Rule rule =
        rules.stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseGet(() -> Rule.of(name, Condition.above(0, 0)));
    if (rules.contains(rule) && watch.isOf(rule)) {
      return false;
    }
    watch.abandon(evaluated, (told, step) -> out.accept(rule, told, step));
    return true;
  }

  /** Version, evaluated, the readings, the watches by name of their rule. */
  static Coder<SeriesWatch> coder() {
    return SeriesWatchCoder.INSTANCE;
  }

  private static final class SeriesWatchCoder extends VersionedCoder<SeriesWatch> {
    private static final long serialVersionUID = 1;

    private static final SeriesWatchCoder INSTANCE = new SeriesWatchCoder();

    private SeriesWatchCoder() {
      super(1);
    }

    @Override
    protected void write(SeriesWatch series, DataOutputStream out) throws IOException {
      Varints.writeSigned(series.evaluated, out);
      Varints.write(series.recent.size(), out);
      for (Sample sample : series.recent) {
        Sample.coder().encode(sample, out);
      }
      Varints.write(series.watches.size(), out);
      for (Map.Entry<String, Watch> watch : series.watches.entrySet()) {
        Texts.write(watch.getKey(), out);
        watch.getValue().write(out);
      }
    }

    @Override
    protected SeriesWatch read(DataInputStream in, int version) throws IOException {
      long evaluated = Varints.readSigned(in);
      int samples = Math.toIntExact(Varints.read(in));
      List<Sample> recent = new ArrayList<>(samples);
      for (int i = 0; i < samples; i++) {
        recent.add(Sample.coder().decode(in));
      }
      int rules = Math.toIntExact(Varints.read(in));
      Map<String, Watch> watches = new TreeMap<>();
      for (int i = 0; i < rules; i++) {
        watches.put(Texts.read(in), Watch.read(in));
      }
      return new SeriesWatch(evaluated, recent, watches);
    }
  }
}
