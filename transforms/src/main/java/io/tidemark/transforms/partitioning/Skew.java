// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.partitioning;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Trigger;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/** How many elements each shard of a partitioning got, and how evenly that is. */
public final class Skew {
  private final long[] counts;

  private Skew(long[] counts) {
    this.counts = counts;
  }

  /** So many elements for each shard; one shard or more. */
  public static Skew of(long... counts) {
    if (counts.length == 0) {
      throw new IllegalArgumentException("of(): must be one shard or more");
    }
    return new Skew(counts.clone());
  }

  /**
   * Measures a partitioning: one result, once all input has come; none if there was none.
   *
   * <pre>{@code
   * PCollection<KV<String, Double>> readings =
   *     pipeline.apply(Create.of(KV.of("blue", 1.0), KV.of("red", 2.0)));
   *
   * PCollection<Skew> skew =
   *     readings.apply(Skew.measuring(Partitioning.byHash(StringUtf8Coder.of(), 4)));
   * }</pre>
   *
   * <ul>
   *   <li>Input: bounded, or unbounded and ending. Windows do not matter.
   *   <li>Exact: counts are data, so a bundle that is retried counts once.
   * </ul>
   */
  public static <K, V> PTransform<PCollection<KV<K, V>>, PCollection<Skew>> measuring(
      Partitioning<K> partitioning) {
    return new Measure<>(partitioning, AfterWatermark.pastEndOfWindow());
  }

  /**
   * The same, and of a stream what it is in between: so long after an element, in real time, what
   * has been counted until then. Each result has all elements so far.
   */
  public static <K, V> PTransform<PCollection<KV<K, V>>, PCollection<Skew>> measuring(
      Partitioning<K> partitioning, java.time.Duration interval) {
    return new Measure<>(
        partitioning,
        AfterWatermark.pastEndOfWindow()
            .withEarlyFirings(
                AfterProcessingTime.pastFirstElementInPane()
                    .plusDelayOf(Duration.millis(interval.toMillis()))));
  }

  /** How many elements there are. */
  public long total() {
    return LongStream.of(counts).sum();
  }

  /**
   * The elements of the largest shard over the mean of all shards: 1 if all have as many, the
   * number of shards if one has all, 0 if there is no element.
   */
  public double ratio() {
    long total = total();
    return total == 0
        ? 0
        : (double) LongStream.of(counts).max().getAsLong() * counts.length / total;
  }

  /** The elements of both; of as many shards. */
  public Skew plus(Skew other) {
    long[] sum = counts.clone();
    Arrays.setAll(sum, i -> sum[i] + other.counts[i]);
    return new Skew(sum);
  }

  /** Version, number of shards, count of each. */
  public static Coder<Skew> coder() {
    return SkewCoder.INSTANCE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Skew that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  /** Like {@code the largest of 128 shards has 1.25 times the mean}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "the largest of %d shards has %.2f times the mean", counts.length, ratio());
  }

  private static final class Measure<K, V>
      extends PTransform<PCollection<KV<K, V>>, PCollection<Skew>> {
    private final Partitioning<K> partitioning;
    private final Trigger trigger;

    Measure(Partitioning<K> partitioning, Trigger trigger) {
      this.partitioning = partitioning;
      this.trigger = trigger;
    }

    @Override
    public PCollection<Skew> expand(PCollection<KV<K, V>> input) {
      return input
          .apply("Count", ParDo.of(new CountShardsFn<K, V>(partitioning)))
          .setCoder(coder())
          .apply(
              "AtTheEnd",
              Window.<Skew>into(new GlobalWindows())
                  .triggering(trigger)
                  .withAllowedLateness(Duration.ZERO)
                  .accumulatingFiredPanes())
          .apply("Sum", Combine.globally(new SumFn()).withoutDefaults())
          .setCoder(coder());
    }
  }

  /** Its name is part of the name of a transform with state: a lambda has another in each JVM. */
  private static final class SumFn extends Combine.BinaryCombineFn<Skew> {
    @Override
    public Skew apply(Skew left, Skew right) {
      return left.plus(right);
    }
  }

  private static final class SkewCoder extends VersionedCoder<Skew> {
    private static final long serialVersionUID = 1;

    private static final SkewCoder INSTANCE = new SkewCoder();

    private SkewCoder() {
      super(1);
    }

    @Override
    protected void write(Skew skew, DataOutputStream out) throws IOException {
      Varints.write(skew.counts.length, out);
      for (long count : skew.counts) {
        Varints.write(count, out);
      }
    }

    @Override
    protected Skew read(DataInputStream in, int version) throws IOException {
      long[] counts = new long[Math.toIntExact(Varints.read(in))];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = Varints.read(in);
      }
      return new Skew(counts);
    }
  }
}
