// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.averages.WindowResult;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.Runners;
import io.tidemark.transforms.ledger.CountFn;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.summary.Statistics;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Max;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Watches each series by rules, and tells when one begins to hold, has held long enough, and holds
 * no longer: each step of such an episode once.
 *
 * <pre>{@code
 * Rule hot = Rule.of("hot", Condition.above(30, 28)).withDuration(Duration.ofMinutes(5));
 * byte[] oven =
 *     org.apache.beam.sdk.util.CoderUtils.encodeToByteArray(
 *         Series.coder(), Series.of("oven-1", "temperature"));
 * ReadingBlock.Builder block = new ReadingBlock.Builder(2);
 * block.add(block.seriesOf(oven), 0, 31.5);
 * block.add(block.seriesOf(oven), 600_000, 25.0);
 *
 * AlertsResult result =
 *     pipeline
 *         .apply(Create.of(block.build()).withCoder(ReadingBlock.coder()))
 *         .apply("Watch", Alerts.by(List.of(hot)).overBlocks());
 *
 * PCollection<Alert> alerts = result.alerts(); // PENDING at 0, FIRING at 5 min, RESOLVED at 10
 * }</pre>
 *
 * <ul>
 *   <li>Input: bounded or unbounded, any windows; it is put into the global one.
 *   <li>Readings of a series are looked at in the order of event time, those of one time in the
 *       order of their values; results depend on nothing else. A value holds until the next one.
 *   <li>A step is emitted once the watermark is past it. {@code PENDING} is left out where a rule
 *       asks for no duration.
 *   <li>Late readings, within the allowed lateness, are put in their place and the rules run again
 *       from there: what differs is emitted. An episode that is gone after it was told is {@code
 *       RESOLVED} for the reason {@code LATE}. One that was told to be over and is not goes on
 *       under another identity. Later readings go to the late output.
 *   <li>Equal identity and state: never emitted twice, also with failures and restarts.
 *   <li>A rule of a {@link Group} looks at what its members are together, in the same order: at
 *       each event time once, when all readings of that time are in.
 *   <li>Series are known from their first reading on, and for as long as the run; or, {@link
 *       #withForget}, until they have been silent for a time.
 *   <li>At the end of the input, what only time would bring about counts if it is due by the latest
 *       event time of the whole input.
 *   <li>State per series: readings the watermark has not passed, and those within the allowed
 *       lateness; per rule two times what its condition looks back on. One timer in event time. Of
 *       a group the same for each of its members, and all of that under one key.
 *   <li>NaN is within every limit; infinities are beyond.
 *   <li>Rules of a run that goes on from a savepoint: a rule that is new, or not the same, begins
 *       anew; what was open of it is {@code RESOLVED} for the reason {@code RULE_CHANGED} when its
 *       series is looked at next.
 * </ul>
 */
@AutoValue
public abstract class Alerts implements Serializable {
  Alerts() {}

  /**
   * Watches by these rules.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public static Alerts by(List<Rule> rules) {
    return new AutoValue_Alerts(requireNames(List.copyOf(rules)), Duration.ZERO);
  }

  /**
   * The same rules, if each has a name of its own.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public static List<Rule> requireNames(List<Rule> rules) {
    Set<String> names = new HashSet<>();
    for (Rule rule : rules) {
      if (!names.add(rule.name())) {
        throw new IllegalArgumentException(
            String.format("rule %s: two have this name", rule.name()));
      }
    }
    return rules;
  }

  @SuppressWarnings("AutoValueImmutableFields") // Of List.copyOf; Guava is no dependency.
  abstract List<Rule> rules();

  abstract Duration allowedLateness();

  /**
   * How far behind the watermark a reading may still come.
   *
   * <ul>
   *   <li>Use it where late readings should correct alerts, at the price of keeping readings so
   *       long.
   *   <li>Range: 0 or more. Default 0.
   * </ul>
   */
  public Alerts withAllowedLateness(Duration lateness) {
    if (lateness.isNegative()) {
      throw new IllegalArgumentException(
          String.format("withAllowedLateness(%s): must be >= 0", lateness));
    }
    return new AutoValue_Alerts(rules(), lateness);
  }

  /**
   * How long a series is silent until it is forgotten.
   *
   * <ul>
   *   <li>Use it where series come and go, to bound the state. A series is forgotten when the
   *       watermark, less the allowed lateness, has passed that time after its last reading. What
   *       was open of it is {@code RESOLVED} at that time for the reason {@code FORGOTTEN}; with
   *       its next reading it begins anew.
   *   <li>It is a matter of event time: a series whose readings are further apart begins anew, too.
   *   <li>A member of a group is forgotten in the same way, and a group that has had no member for
   *       so long.
   *   <li>Range: more than each silence of a rule and its duration. Default: never.
   * </ul>
   *
   * @throws IllegalArgumentException if a rule's silence would be forgotten before it fires
   */
  public Alerts withForget(Duration silence) {
    if (silence.toMillis() < 1) {
      throw new IllegalArgumentException(String.format("withForget(%s): must be > 0", silence));
    }
    try {
      return new AutoValue_Alerts(
          rules().stream().map(rule -> rule.forgetting(silence)).toList(), allowedLateness());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format("withForget(%s): %s", silence, e.getMessage()), e);
    }
  }

  /** Of readings in blocks, whose series are encoded by {@link Series#coder}. */
  public PTransform<PCollection<ReadingBlock>, AlertsResult> overBlocks() {
    return new OverBlocks(this);
  }

  /**
   * Of results of windows that have an end. Each statistic is a series of its own, whose field has
   * its name at the end: {@code temperature.mean}. A revision takes the place of the result before.
   *
   * @param statistics those that results have
   */
  public PTransform<PCollection<KV<Series, WindowResult>>, AlertsResult> overResults(
      Statistics statistics) {
    return new OverResults(this, statistics);
  }

  private AlertsResult watch(PCollectionTuple samples) {
    PCollection<KV<Series, Sample>> input =
        samples.get(SamplesFn.SAMPLES).setCoder(KvCoder.of(Series.coder(), Sample.coder()));
    List<Watched> watched = new ArrayList<>(List.of(watchSeries(input)));
    if (samples.has(SamplesFn.OF_GROUPS)) {
      watched.add(watchGroups(samples.get(SamplesFn.OF_GROUPS)));
    }
    Watched all = Watched.all(watched);
    return new AlertsResult(
        PCollectionList.of(all.alerts())
            .and(untilLatest(all.atTheEnd(), samples.get(SamplesFn.LATEST)))
            .and(standstills(input))
            .apply("Alerts", Flatten.pCollections()),
        all.late(),
        PCollectionList.empty(input.getPipeline()));
  }

  private Watched watchSeries(PCollection<KV<Series, Sample>> input) {
    Watched.Tags tags = new Watched.Tags();
    AlertFn fn =
        new AlertFn(
            rules(rule -> !isOfStandstill(rule) && rule.group().isEmpty()),
            allowedLateness().toMillis(),
            input.isBounded() == IsBounded.BOUNDED,
            tags);
    return tags.of(input.apply("Watch", ParDo.of(fn).withOutputTags(tags.alerts, tags.others())));
  }

  private Watched watchGroups(PCollection<KV<GroupKey, MemberSample>> samples) {
    Watched.Tags tags = new Watched.Tags();
    KvCoder<GroupKey, MemberSample> coder = KvCoder.of(GroupKey.coder(), MemberSample.coder());
    PCollection<KV<GroupKey, MemberSample>> input = together(samples.setCoder(coder), coder);
    GroupFn fn =
        new GroupFn(
            rules(rule -> rule.group().isPresent()),
            allowedLateness().toMillis(),
            input.isBounded() == IsBounded.BOUNDED,
            tags);
    return tags.of(
        input.apply("WatchGroups", ParDo.of(fn).withOutputTags(tags.alerts, tags.others())));
  }

  /**
   * Members of a group come from many places. What is bounded is waited for: the Direct runner
   * tells the end of a window as the watermark while some of them are still on their way.
   */
  private static PCollection<KV<GroupKey, MemberSample>> together(
      PCollection<KV<GroupKey, MemberSample>> samples, KvCoder<GroupKey, MemberSample> coder) {
    return samples.isBounded() == IsBounded.UNBOUNDED
        ? samples
        : samples
            .apply("ByGroup", GroupByKey.create())
            .apply("Together", ParDo.of(new TogetherFn()))
            .setCoder(coder);
  }

  /** Nothing, where no rule asks for it or the input is bounded. */
  private List<PCollection<Alert>> standstills(PCollection<KV<Series, Sample>> samples) {
    List<Rule> rules = rules(Alerts::isOfStandstill);
    if (rules.isEmpty() || samples.isBounded() == IsBounded.BOUNDED) {
      return List.of();
    }
    return List.of(
        samples
            .apply("Standstill", ParDo.of(new StandstillFn(rules, !Runners.isDirect(samples))))
            .setCoder(Alert.coder()));
  }

  private List<Rule> rules(Predicate<Rule> which) {
    return rules().stream().filter(which).toList();
  }

  private static boolean isOfStandstill(Rule rule) {
    return rule.condition() instanceof Standstill;
  }

  private static PCollection<Alert> untilLatest(
      PCollection<Alert> atTheEnd, PCollection<Long> latest) {
    PCollectionView<Long> view =
        latest
            .setCoder(VarLongCoder.of())
            .apply("AtTheEnd", atTheEnd())
            .apply("Latest", Combine.globally(Max.ofLongs()).asSingletonView());
    return atTheEnd
        .apply("UntilLatest", ParDo.of(new UntilLatestFn(view)).withSideInputs(view))
        .setCoder(Alert.coder());
  }

  private static Window<Long> atTheEnd() {
    return Window.<Long>into(new GlobalWindows())
        .triggering(Repeatedly.forever(AfterWatermark.pastEndOfWindow()))
        .withAllowedLateness(org.joda.time.Duration.ZERO)
        .discardingFiredPanes();
  }

  private static final class OverBlocks
      extends PTransform<PCollection<ReadingBlock>, AlertsResult> {
    private final Alerts alerts;

    OverBlocks(Alerts alerts) {
      this.alerts = alerts;
    }

    @Override
    public AlertsResult expand(PCollection<ReadingBlock> input) {
      PCollection<ReadingBlock> blocks =
          input.apply("InOneWindow", Window.into(new GlobalWindows()));
      PCollection<Ledger> used =
          blocks
              .apply("CountUsed", ParDo.of(CountFn.used(ReadingBlock::size)))
              .setCoder(Ledger.coder());
      PCollectionTuple samples =
          blocks.apply(
              "Samples",
              ParDo.of(new BlockSamplesFn(alerts.rules()))
                  .withOutputTags(SamplesFn.SAMPLES, SamplesFn.others(alerts.rules())));
      AlertsResult result = alerts.watch(samples);
      PCollection<Ledger> takenBack =
          result.late().apply("CountLate", ParDo.of(CountFn.late())).setCoder(Ledger.coder());
      return result.withLedgers(PCollectionList.of(used).and(takenBack));
    }
  }

  private static final class OverResults
      extends PTransform<PCollection<KV<Series, WindowResult>>, AlertsResult> {
    private final Alerts alerts;
    private final Statistics statistics;

    OverResults(Alerts alerts, Statistics statistics) {
      this.alerts = alerts;
      this.statistics = statistics;
    }

    @Override
    public AlertsResult expand(PCollection<KV<Series, WindowResult>> input) {
      PCollectionTuple samples =
          input
              .apply("InOneWindow", Window.into(new GlobalWindows()))
              .apply(
                  "Samples",
                  ParDo.of(new ResultSamplesFn(alerts.rules(), statistics))
                      .withOutputTags(SamplesFn.SAMPLES, SamplesFn.others(alerts.rules())));
      return alerts.watch(samples);
    }
  }
}
