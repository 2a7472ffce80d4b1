// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.StateIdentity;
import io.tidemark.transforms.time.DurationText;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableBiFunction;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * A keyed table that one stream maintains and another one asks, both by event time.
 *
 * <pre>{@code
 * PCollection<KV<String, Update<Double>>> table =
 *     pipeline.apply(
 *         "Table",
 *         Create.timestamped(
 *                 TimestampedValue.of(
 *                     KV.of("blue", Update.put(21.5)), org.joda.time.Instant.ofEpochMilli(20)),
 *                 TimestampedValue.of(
 *                     KV.of("blue", Update.put(20.0)), org.joda.time.Instant.ofEpochMilli(10)))
 *             .withCoder(KvCoder.of(StringUtf8Coder.of(), Update.coder(DoubleCoder.of()))));
 * PCollection<KV<String, Request>> requests =
 *     pipeline.apply(
 *         "Requests",
 *         Create.of(KV.of("blue", Request.asOf("q1", Instant.ofEpochMilli(15))))
 *             .withCoder(KvCoder.of(StringUtf8Coder.of(), Request.coder())));
 *
 * LookupResult<String, Double> result =
 *     requests.apply(Lookup.in(table).withTimeToLive(Duration.ofHours(1)));
 *
 * PCollection<KV<String, Answer<Double>>> answers = result.answers(); // q1: found, 20.0
 * PCollection<KV<String, LateUpdate<Double>>> late = result.late();
 * }</pre>
 *
 * <ul>
 *   <li>Input: bounded or unbounded, keyed alike, with the same deterministic key coder. The event
 *       time of an update is its element's timestamp, that of a request is too unless it is {@link
 *       Request#asOf as of} another; windows do not matter.
 *   <li>In force at a time is the last update up to it by event time. Of those of the same time
 *       puts come first, then merges, then deletes, each in the order of their values' bytes,
 *       unsigned: the greatest bytes are last. So nothing depends on arrival.
 *   <li>Answers: one for each request. Consistent ones, the default, come when the watermark has
 *       passed the time asked about by the allowed lateness; their timestamp is that watermark or,
 *       where it had been passed, the request's. Answers {@link In#atOnce at once} have the
 *       request's timestamp.
 *   <li>Late data: an update is late when {@code time + allowedLateness < watermark}; it changes
 *       nothing and goes to {@link LookupResult#late}. Answering at once, it is not late where all
 *       that its key has is of its time or before. A request about {@code time + max(history,
 *       allowedLateness) < watermark} is answered as {@link Answer.Outcome#FORGOTTEN}.
 *   <li>Where both inputs are bounded nothing is late or forgotten, and all is answered
 *       consistently, in the end.
 *   <li>Consistent answers depend on the event times of the updates that were not late, and on
 *       nothing else: bundles, order, parallelism, restarts and runner do not change them.
 *   <li>{@link Request#latest}: the newest value; consistently that of the end of input. By then
 *       everything that has a time to live is past it.
 *   <li>State per key: the updates that are not before {@code watermark - max(history,
 *       allowedLateness)}, up to twice as many until they are added up, and one for those before;
 *       the requests that wait. One timer in event time. With a time to live a silent key has no
 *       state after it, and one without updates or waiting requests never has.
 *   <li>Metrics: {@code answers_found}, {@code answers_not_found}, {@code answers_forgotten},
 *       {@code updates_late}.
 * </ul>
 */
public final class Lookup {
  private Lookup() {}

  /**
   * In the table that some updates make; by default consistently, without a time to live, history
   * or allowed lateness.
   */
  public static <K, V> In<K, V> in(PCollection<KV<K, Update<V>>> updates) {
    return new AutoValue_Lookup_In.Builder<K, V>()
        .setUpdates(updates)
        .setConsistent(true)
        .setTimeToLive(Optional.empty())
        .setHistory(Duration.ZERO)
        .setAllowedLateness(Duration.ZERO)
        .setMerge(Optional.empty())
        .setStateOf("")
        .build();
  }

  /** The transform that {@link Lookup#in} makes. */
  @AutoValue
  public abstract static class In<K, V>
      extends PTransform<PCollection<KV<K, Request>>, LookupResult<K, V>> {
    /** A century; longer ones would leave the range of timestamps. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    abstract PCollection<KV<K, Update<V>>> updates();

    abstract boolean consistent();

    abstract Optional<Duration> timeToLive();

    abstract Duration history();

    abstract Duration allowedLateness();

    abstract Optional<SerializableBiFunction<V, V, V>> merge();

    abstract String stateOf();

    abstract Builder<K, V> toBuilder();

    /** Answers with what is known when a request comes, whatever is still to come. */
    public In<K, V> atOnce() {
      return toBuilder().setConsistent(false).build();
    }

    /**
     * How long after its event time a value is in force at most: 1 ms to 36525 days; for good by
     * default. It bounds the state by the keys that are alive.
     */
    public In<K, V> withTimeToLive(Duration timeToLive) {
      if (timeToLive.toMillis() < 1) {
        throw outOfRange("withTimeToLive", timeToLive, "1ms");
      }
      return toBuilder().setTimeToLive(Optional.of(checked("withTimeToLive", timeToLive))).build();
    }

    /**
     * How far behind the watermark a request may ask: 0 to 36525 days, 0 by default. Updates are
     * kept as long.
     */
    public In<K, V> withHistory(Duration history) {
      return toBuilder().setHistory(checked("withHistory", history)).build();
    }

    /**
     * How far behind the watermark an update is still taken: 0 to 36525 days, 0 by default.
     * Consistent answers wait as long.
     */
    public In<K, V> withAllowedLateness(Duration lateness) {
      return toBuilder().setAllowedLateness(checked("withAllowedLateness", lateness)).build();
    }

    /**
     * What {@link Update#merge} makes of the value there is and the one that comes, in this order;
     * it must return a new value. Without it there may be no such updates.
     */
    public In<K, V> withMerge(SerializableBiFunction<V, V, V> merge) {
      return toBuilder().setMerge(Optional.of(merge)).build();
    }

    /**
     * What the state is of, in words of those who run it: keys, values and whatever else must be
     * the same when a run goes on from a savepoint. With another text it fails with a {@link
     * io.tidemark.transforms.coding.StateMismatchException} that shows it as soon as a key of
     * before is asked, updated or due. Empty, the default, is not compared.
     */
    public In<K, V> withStateOf(String text) {
      return toBuilder().setStateOf(text).build();
    }

    private static Duration checked(String method, Duration duration) {
      if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
        throw outOfRange(method, duration, "0s");
      }
      return duration;
    }

    private static IllegalArgumentException outOfRange(
        String method, Duration duration, String least) {
      return new IllegalArgumentException(
          String.format(
              "%s(%s): must be from %s to %s",
              method, DurationText.print(duration), least, DurationText.print(LONGEST)));
    }

    @Override
    public LookupResult<K, V> expand(PCollection<KV<K, Request>> requests) {
      Coder<K> keyCoder = ((KvCoder<K, Request>) requests.getCoder()).getKeyCoder();
      Coder<V> valueCoder = valueCoder();
      TupleTag<KV<K, Answer<V>>> answerTag = new TupleTag<>("answer");
      TupleTag<KV<K, LateUpdate<V>>> lateTag = new TupleTag<>("late");
      PCollectionTuple outputs =
          messages(requests, KvCoder.of(keyCoder, Message.coder(valueCoder)))
              .apply(
                  "Table",
                  ParDo.of(
                          new LookupFn<>(
                              rules(requests, valueCoder),
                              new StateIdentity(stateOf()),
                              answerTag,
                              lateTag))
                      .withOutputTags(answerTag, TupleTagList.of(lateTag)));
      return new LookupResult<>(
          outputs.get(answerTag).setCoder(KvCoder.of(keyCoder, Answer.coder(valueCoder))),
          outputs.get(lateTag).setCoder(KvCoder.of(keyCoder, LateUpdate.coder(valueCoder))));
    }

    private PCollection<KV<K, Message<V>>> messages(
        PCollection<KV<K, Request>> requests, Coder<KV<K, Message<V>>> coder) {
      PCollection<KV<K, Message<V>>> asked =
          requests
              .apply("RequestsInOneWindow", Window.into(new GlobalWindows()))
              .apply("Requests", ParDo.of(new MessageFn<K, Request, V>(Message::of)));
      PCollection<KV<K, Message<V>>> told =
          updates()
              .apply("UpdatesInOneWindow", Window.into(new GlobalWindows()))
              .apply("Updates", ParDo.of(new MessageFn<K, Update<V>, V>(Message::of)));
      return PCollectionList.of(asked.setCoder(coder))
          .and(told.setCoder(coder))
          .apply("Both", Flatten.pCollections());
    }

    /** The coder of an update says what its value's is. */
    @SuppressWarnings("unchecked")
    private Coder<V> valueCoder() {
      Coder<Update<V>> updateCoder = ((KvCoder<K, Update<V>>) updates().getCoder()).getValueCoder();
      return (Coder<V>) updateCoder.getCoderArguments().get(0);
    }

    private Rules<V> rules(PCollection<KV<K, Request>> requests, Coder<V> valueCoder) {
      boolean bounded =
          requests.isBounded().and(updates().isBounded()) == PCollection.IsBounded.BOUNDED;
      return new Rules<>(
          bounded,
          bounded || consistent(),
          timeToLive().map(Duration::toMillis).orElse(Rules.FOR_GOOD),
          allowedLateness().toMillis(),
          history().toMillis(),
          merge().orElse(In::withoutMerge),
          valueCoder);
    }

    private static <V> V withoutMerge(V before, V value) {
      throw new IllegalStateException("withMerge is required for updates that merge");
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      timeToLive()
          .ifPresent(
              ttl ->
                  builder.add(
                      DisplayData.item("timeToLive", DurationText.print(ttl))
                          .withLabel("Time to live")));
      builder
          .add(DisplayData.item("consistent", consistent()).withLabel("Consistent"))
          .add(DisplayData.item("history", DurationText.print(history())).withLabel("History"))
          .add(
              DisplayData.item("allowedLateness", DurationText.print(allowedLateness()))
                  .withLabel("Allowed lateness"));
    }

    @AutoValue.Builder
    abstract static class Builder<K, V> {
      abstract Builder<K, V> setUpdates(PCollection<KV<K, Update<V>>> updates);

      abstract Builder<K, V> setConsistent(boolean consistent);

      abstract Builder<K, V> setTimeToLive(Optional<Duration> timeToLive);

      abstract Builder<K, V> setHistory(Duration history);

      abstract Builder<K, V> setAllowedLateness(Duration lateness);

      abstract Builder<K, V> setMerge(Optional<SerializableBiFunction<V, V, V>> merge);

      abstract Builder<K, V> setStateOf(String text);

      abstract In<K, V> build();
    }
  }
}
