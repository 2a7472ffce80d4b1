// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.reading.Series;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Makes samples of what series that are watched have, for themselves and for the groups they are
 * in; and tells the latest event time of all.
 */
abstract class SamplesFn<T> extends DoFn<T, KV<Series, Sample>> {
  static final TupleTag<KV<Series, Sample>> SAMPLES = new TupleTag<>("samples") {};
  static final TupleTag<Long> LATEST = new TupleTag<>("latest") {};
  static final TupleTag<KV<GroupKey, MemberSample>> OF_GROUPS = new TupleTag<>("ofGroups") {};

  /** The outputs beside the samples of series; those of groups only where a rule has one. */
  static TupleTagList others(List<Rule> rules) {
    TupleTagList latest = TupleTagList.of(LATEST);
    return rules.stream().anyMatch(rule -> rule.group().isPresent())
        ? latest.and(OF_GROUPS)
        : latest;
  }

  /**
   * Who looks at the readings of a series. The first of them answers for those that are late.
   *
   * @param alone whether a rule watches it by itself
   */
  record Route(Series series, boolean alone, List<GroupKey> groups) {
    static Route of(Series series, List<Rule> rules) {
      List<Rule> watching = rules.stream().filter(rule -> rule.watches(series)).toList();
      return new Route(
          series,
          watching.stream().anyMatch(rule -> rule.group().isEmpty()),
          watching.stream()
              .flatMap(rule -> rule.group().map(group -> key(rule, group, series)).stream())
              .toList());
    }

    private static GroupKey key(Rule rule, Group group, Series series) {
      return new GroupKey(rule.name(), Series.of(group.keyOf(series.key()), series.field()));
    }
  }

  private transient long latest;

  @StartBundle
  public void startBundle() {
    latest = Long.MIN_VALUE;
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    if (latest != Long.MIN_VALUE) {
      context.output(LATEST, latest, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
  }

  /** An event time, of whatever series. */
  final void saw(long time) {
    latest = Math.max(latest, time);
  }

  static void output(Route route, Sample sample, long timestamp, MultiOutputReceiver out) {
    Instant time = Instant.ofEpochMilli(timestamp);
    if (route.alone()) {
      out.get(SAMPLES).outputWithTimestamp(KV.of(route.series(), sample), time);
    }
    boolean answers = !route.alone();
    for (GroupKey group : route.groups()) {
      MemberSample member = new MemberSample(route.series().key(), sample, answers);
      out.get(OF_GROUPS).outputWithTimestamp(KV.of(group, member), time);
      answers = false;
    }
  }

  /** A block of a stream may have readings that are earlier than it says: those that are late. */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to keep their time
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
