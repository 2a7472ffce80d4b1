// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.ReadingFold;
import io.tidemark.transforms.block.Shards;
import io.tidemark.transforms.coding.StateMismatchException;
import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.firing.Filling;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.firing.LateFiring;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.time.DurationText;
import io.tidemark.transforms.windowing.CountWindowing;
import io.tidemark.transforms.windowing.SessionWindowing;
import io.tidemark.transforms.windowing.Windowing;
import java.time.Duration;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Exact statistics of the values of each key, in windows of event time.
 *
 * <pre>{@code
 * PCollection<KV<String, Double>> readings =
 *     pipeline.apply(
 *         Create.timestamped(
 *             TimestampedValue.of(KV.of("blue", 20.0), org.joda.time.Instant.ofEpochMilli(-1)),
 *             TimestampedValue.of(KV.of("blue", 21.0), org.joda.time.Instant.ofEpochMilli(0)),
 *             TimestampedValue.of(KV.of("blue", 22.0), org.joda.time.Instant.ofEpochMilli(1))));
 *
 * AveragesResult<String> averages =
 *     readings.apply(
 *         Averages.<String>perKey()
 *             .withWindowing(Windowing.parse("fixed:1h"))
 *             .withFiring(Firing.onTime().withAllowedLateness(Duration.ofHours(1)))
 *             .withStatistics(Statistics.parse("count,mean,max")));
 *
 * PCollection<KV<String, WindowResult>> results = averages.results();
 * PCollection<KV<String, LateReading>> late = averages.late();
 * }</pre>
 *
 * <ul>
 *   <li>Input: bounded or unbounded, keyed; the event time of a value is its element's timestamp,
 *       whatever windows the input has. The key's coder must be deterministic.
 *   <li>Results: one per key, window and firing, with timing and revision; their timestamp is the
 *       last millisecond of the window. A key without readings in a window has no result for it.
 *   <li>Numbers are exact sums, rounded once: bundling, order, parallelism, retries and runner do
 *       not change a bit of them. NaN and infinities: see {@link
 *       io.tidemark.transforms.summary.Summary}.
 *   <li>Late data: a reading is late when all its windows have closed, that is {@code
 *       window.maxTimestamp + allowedLateness < watermark}, by the input watermark; it goes to
 *       {@link AveragesResult#late}. A reading behind the watermark whose window is open gives a
 *       result with timing {@code LATE}. A session is open to a reading that overlaps it as long as
 *       the session is. Bounded input has no late readings and no early results.
 *   <li>Count windows: the window of a result is from its first to its last reading, and it is
 *       emitted as the watermark passes the last. A reading behind the watermark, within the
 *       allowed lateness of its own time, is put in its place: windows whose readings change are
 *       emitted again, {@code LATE}, and a window that is not any more is {@code WITHDRAWN}, with
 *       no readings. The highest revisions, without those, are what the readings give as a whole.
 *   <li>Ledger: {@code used} and {@code late}, counted once per reading.
 *   <li>State: per key and open window, pane or session what its readings are summed up to, kept
 *       until its end plus the allowed lateness; by the reference plan an accumulator, kept for the
 *       {@linkplain PerKey#withSlack slack} longer. Count windows keep of each key the readings
 *       within the allowed lateness, and as many before them as a window and its step have.
 *   <li>On Flink with checkpoints, set {@code --finishBundleBeforeCheckpointing=true}: readings are
 *       gathered until a bundle ends, and only then no watermark overtakes them. Tidemark's own
 *       pipelines have it set.
 *   <li>Plans: see {@link Plan}; the fast one keeps a cell of a few longs for each key and pane, or
 *       session, instead of an accumulator for each window.
 *   <li>Empty input gives no results.
 * </ul>
 */
public final class Averages {
  private Averages() {}

  /**
   * Per key; by default over everything, one result at the end, count, mean, minimum and maximum.
   */
  public static <K> PerKey<K> perKey() {
    return new AutoValue_Averages_PerKey.Builder<K>()
        .setWindowing(Windowing.global())
        .setFiring(Firing.onTime())
        .setStatistics(Statistics.DEFAULT)
        .setFilling(Filling.none())
        .setSlack(Duration.ofDays(1))
        .setPlan(Plan.AUTO)
        .setShards(Shards.of(Shards.MAX))
        .setStateOf("")
        .build();
  }

  /** The transform that {@link Averages#perKey} makes. */
  @AutoValue
  public abstract static class PerKey<K>
      extends PTransform<PCollection<KV<K, Double>>, AveragesResult<K>> {
    /** A century; longer ones would leave the range of timestamps. */
    private static final Duration LONGEST_SLACK = Duration.ofDays(36_525);

    abstract Windowing windowing();

    abstract Firing firing();

    abstract Statistics statistics();

    abstract Filling filling();

    abstract Duration slack();

    abstract Plan plan();

    abstract Shards shards();

    abstract String stateOf();

    abstract Builder<K> toBuilder();

    /** Where in event time; {@link Windowing#global()} is the default. */
    public PerKey<K> withWindowing(Windowing windowing) {
      return toBuilder().setWindowing(windowing).build();
    }

    /**
     * When results are emitted, how late readings may be and how results relate; {@link
     * Firing#onTime()} is the default. Of it, count windows use the allowed lateness alone: their
     * first result is when they are full, each late reading revises at once, and a revision
     * replaces the one before.
     */
    public PerKey<K> withFiring(Firing firing) {
      return toBuilder().setFiring(firing).build();
    }

    /** What is computed; {@link Statistics#DEFAULT} is the default. */
    public PerKey<K> withStatistics(Statistics statistics) {
      return toBuilder().setStatistics(statistics).build();
    }

    /**
     * What stands for windows without readings; {@link Filling#none()} is the default. Others need
     * the fast plan and fixed, sliding or calendar windows, whose results accumulate.
     */
    public PerKey<K> withFilling(Filling filling) {
      return toBuilder().setFilling(filling).build();
    }

    /**
     * How much longer than the allowed lateness the runner keeps a window, in event time: 0 to
     * 36525 days, one day by default.
     *
     * <p>Lateness is decided before the runner sees the reading, and the Direct runner may move its
     * watermark in between; Flink does not. The slack makes sure that a reading found in time finds
     * its window: give it as much as the watermark may move while a reading is on its way. More of
     * it keeps more closed windows in state.
     */
    public PerKey<K> withSlack(Duration slack) {
      if (slack.isNegative() || slack.compareTo(LONGEST_SLACK) > 0) {
        throw new IllegalArgumentException(
            String.format(
                "withSlack(%s): must be from 0s to %s",
                DurationText.print(slack), DurationText.print(LONGEST_SLACK)));
      }
      return toBuilder().setSlack(slack).build();
    }

    /**
     * How it is computed; {@link Plan#AUTO} is the default. It changes no result, but the state: a
     * savepoint of one plan is none of the other.
     */
    public PerKey<K> withPlan(Plan plan) {
      return toBuilder().setPlan(plan).build();
    }

    /**
     * How many tables the fast plan spreads the keys over: a power of two, 128 by default, which is
     * also the most. Give it the maximum parallelism on a cluster, where each is kept by one
     * worker; a few do for a single machine. It is part of the state: a savepoint goes with its
     * number.
     */
    public PerKey<K> withShards(int count) {
      return toBuilder().setShards(Shards.of(count)).build();
    }

    /**
     * What the state is of, in words of those who run it: windows, statistics, keys and whatever
     * else must be the same when a run goes on from a savepoint. With another text it fails with a
     * {@link StateMismatchException} that shows it, instead of mixing what does not belong
     * together. Empty, the default, is not compared; the reference plan does not compare it, the
     * sources of our pipelines do.
     */
    public PerKey<K> withStateOf(String text) {
      return toBuilder().setStateOf(text).build();
    }

    /**
     * The same over blocks of readings, for sources that make them: the fast way in.
     *
     * <p>The timestamp of a block is that of its earliest reading that is not late; it holds the
     * watermark back for the others. (A source knows its watermark. Where all are late, it is the
     * watermark.) No reading from the timestamp on can be late then, and such readings are folded
     * before they are shuffled. So the watermark of a source goes on from where it was when a run
     * is restored; a reading that comes too late in spite of its block's timestamp ends the run
     * with an {@link IllegalStateException}, for its value is not there any more.
     *
     * @param keyCoder what the bytes of the series in the blocks are written by
     */
    public PTransform<PCollection<ReadingBlock>, AveragesResult<K>> overBlocks(Coder<K> keyCoder) {
      return new OverBlocks<>(this, keyCoder);
    }

    /**
     * How a source of bounded readings folds them itself, where that {@linkplain #isFoldable can
     * be}: faster than blocks; {@link #overFolded} takes what comes of it.
     */
    public ReadingFold<KV<Integer, PaneTable>> fold() {
      return new TableFold(tableSpec(), shards());
    }

    /**
     * The same over bounded readings that were folded by {@link #fold}.
     *
     * @param keyCoder what the bytes of the series are written by
     */
    public PTransform<PCollection<KV<Integer, PaneTable>>, AveragesResult<K>> overFolded(
        Coder<K> keyCoder) {
      return new OverFolded<>(this, keyCoder);
    }

    /**
     * What a value is that a window begins with, only a table knows, and only in all of a window.
     */
    private void checkEdges() {
      if (statistics().longestGap() == 0 || windowing().panes().isEmpty()) {
        return;
      }
      String problem =
          plan() == Plan.REFERENCE
              ? "withPlan(REFERENCE)"
              : firing().accumulation() == Accumulation.DISCARDING
                  ? "withAccumulation(DISCARDING)"
                  : "";
      if (!problem.isEmpty()) {
        throw new IllegalArgumentException(
            String.format(
                "%s: impossible with statistics '%s' over %s, which begin with the value before"
                    + " their window",
                problem, statistics(), windowing()));
      }
    }

    private void checkFilling() {
      boolean possible =
          isFoldable()
              && windowing().needsTime()
              && firing().accumulation() == Accumulation.ACCUMULATING;
      if (filling().kind() != Filling.Kind.NONE && !possible) {
        throw new IllegalArgumentException(
            String.format(
                "withFilling(%s): needs the fast plan and fixed, sliding or calendar windows, whose"
                    + " results accumulate",
                filling()));
      }
    }

    @Override
    public AveragesResult<K> expand(PCollection<KV<K, Double>> input) {
      checkEdges();
      checkFilling();
      PCollection<KV<K, Double>> readings =
          input.apply("InOneWindow", Window.into(new GlobalWindows()));
      if (!usesTables()) {
        return readings.apply("Plan", rowPlan());
      }
      Coder<K> keyCoder = ((KvCoder<K, Double>) input.getCoder()).getKeyCoder();
      return readings
          .apply("Gather", ParDo.of(new GatherFn<>(keyCoder)))
          .setCoder(ReadingBlock.coder())
          .apply("Plan", new TablePlan<>(this, keyCoder, true));
    }

    /** Whether the fast plan computes this. */
    public boolean usesTables() {
      return isFoldable() || usesSessionTables() || usesCountTables();
    }

    /** Whether readings can be folded before anything else is known of their windows. */
    public boolean isFoldable() {
      return plan() == Plan.AUTO && windowing().panes().isPresent();
    }

    /** When a result is due by the time of day, what becomes of it as sessions merge is Beam's. */
    private boolean usesSessionTables() {
      return plan() == Plan.AUTO
          && windowing() instanceof SessionWindowing
          && firing().early().isZero()
          && firing().late().equals(LateFiring.EACH);
    }

    TablePlan<K> tablePlan(Coder<K> keyCoder) {
      return new TablePlan<>(this, keyCoder, false);
    }

    TableSpec tableSpec() {
      checkEdges();
      checkFilling();
      return new TableSpec(windowing(), firing(), statistics(), filling());
    }

    private boolean usesCountTables() {
      return plan() == Plan.AUTO && windowing() instanceof CountWindowing;
    }

    ShardSpec<?> shardSpec() {
      if (windowing() instanceof SessionWindowing sessions) {
        return new SessionSpec(sessions, firing(), statistics());
      }
      return windowing() instanceof CountWindowing count
          ? new CountSpec(count, firing().allowedLateness(), statistics())
          : tableSpec();
    }

    PTransform<PCollection<KV<K, Double>>, AveragesResult<K>> rowPlan() {
      return windowing() instanceof CountWindowing count
          ? new CountPlan<>(count, firing().allowedLateness(), statistics())
          : new ReferencePlan<>(windowing(), firing(), statistics(), slack());
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      builder
          .add(DisplayData.item("windowing", windowing().toString()).withLabel("Windowing"))
          .add(DisplayData.item("statistics", statistics().toString()).withLabel("Statistics"))
          .add(
              DisplayData.item("allowedLateness", DurationText.print(firing().allowedLateness()))
                  .withLabel("Allowed lateness"))
          .add(
              DisplayData.item("accumulation", firing().accumulation().toString())
                  .withLabel("Accumulation"));
    }

    @AutoValue.Builder
    abstract static class Builder<K> {
      abstract Builder<K> setWindowing(Windowing windowing);

      abstract Builder<K> setFiring(Firing firing);

      abstract Builder<K> setStatistics(Statistics statistics);

      abstract Builder<K> setFilling(Filling filling);

      abstract Builder<K> setSlack(Duration slack);

      abstract Builder<K> setPlan(Plan plan);

      abstract Builder<K> setShards(Shards shards);

      abstract Builder<K> setStateOf(String text);

      abstract PerKey<K> build();
    }
  }
}
