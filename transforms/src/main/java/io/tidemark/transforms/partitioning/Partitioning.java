// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.partitioning;

import io.tidemark.transforms.block.KeyHash;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sample;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Sends keys to shards: by hash, by ranges of a sample, or by place.
 *
 * <pre>{@code
 * Partitioning<String> byHash = Partitioning.byHash(StringUtf8Coder.of(), 4);
 * int shard = byHash.shardOf("blue"); // 0 to 3, for good
 *
 * Partitioning<String> byRange = Partitioning.byRanges(List.of("ant", "bee", "cat", "dog"), 2);
 * int first = byRange.shardOf("bat"); // 0: before "cat"
 *
 * Partitioning<String> byPlace = Partitioning.byPlace(3, 4);
 * int here = byPlace.shardOf(Geohash.of(57.64911, 10.40744, 7)); // as all of the cell u4p
 * }</pre>
 *
 * <ul>
 *   <li>By hash keys spread evenly, and neighbours are apart. The coder must be deterministic; the
 *       shard depends on its bytes and the number of shards alone, on every machine and for good.
 *   <li>By ranges neighbours are together. Keys of which the sample is typical spread evenly; keys
 *       before and after it belong to the first and the last shard.
 *   <li>By place all that is in one cell of the map is together, and cells spread by hash. Use
 *       cells that are small enough for the busiest one to be no more than a shard should get.
 * </ul>
 */
public abstract class Partitioning<K> implements Serializable {
  /** The keys of a sample for each shard: shares differ by 1 / sqrt(1000), so 3 %. */
  static final int SAMPLE = 1_000;

  /** More would be a sample that is too large for a task. */
  static final int MOST_SAMPLED = 10_000;

  Partitioning() {}

  /** How many shards there are. */
  public abstract int shards();

  /** The shard of a key, from 0 to {@code shards() - 1}. */
  public abstract int shardOf(K key);

  /**
   * By a hash of the bytes of the key.
   *
   * @param shards one or more
   */
  public static <K> Partitioning<K> byHash(Coder<K> keyCoder, int shards) {
    checkShards("byHash", shards);
    return new ByHash<>(keyCoder, shards);
  }

  /**
   * By ranges that have about as many keys of a sample each.
   *
   * @param sample keys in any order; those that come often may be there often
   * @param shards one or more; with fewer different keys in the sample some shards stay empty
   */
  public static <K extends Comparable<? super K> & Serializable> Partitioning<K> byRanges(
      List<K> sample, int shards) {
    checkShards("byRanges", shards);
    List<K> sorted = new ArrayList<>(sample);
    sorted.sort(null);
    TreeSet<K> bounds = new TreeSet<>();
    for (int i = 1; i < shards && !sorted.isEmpty(); i++) {
      bounds.add(sorted.get((int) ((long) i * sorted.size() / shards)));
    }
    return new ByRanges<>(new ArrayList<>(bounds), shards);
  }

  /**
   * By ranges of a sample that is drawn of the keys themselves: a side input.
   *
   * <pre>{@code
   * PCollection<String> keys = pipeline.apply("Keys", Create.of("ant", "bee", "cat", "dog"));
   *
   * PCollectionView<Partitioning<String>> ranges =
   *     keys.apply("Ranges", Partitioning.sampling(2));
   *
   * DoFn<String, KV<Integer, String>> toShards =
   *     new DoFn<String, KV<Integer, String>>() {
   *       @ProcessElement
   *       public void send(ProcessContext context) {
   *         int shard = context.sideInput(ranges).shardOf(context.element());
   *         context.output(KV.of(shard, context.element()));
   *       }
   *     };
   * PCollection<KV<Integer, String>> sharded =
   *     keys.apply("ToShards", ParDo.of(toShards).withSideInputs(ranges));
   * }</pre>
   *
   * <ul>
   *   <li>Input: bounded, or unbounded and ending, in the global window: {@link
   *       IllegalArgumentException} for others. Without keys everything belongs to the first shard.
   *   <li>The sample is random, {@value #SAMPLE} keys for a shard: how keys are spread differs by a
   *       few percent from run to run, and so may the shard of a key; the order of shards never.
   *   <li>One task holds the sample.
   * </ul>
   *
   * @param shards 1 to {@value #MOST_SAMPLED}
   */
  public static <K extends Comparable<? super K> & Serializable>
      PTransform<PCollection<K>, PCollectionView<Partitioning<K>>> sampling(int shards) {
    if (shards < 1 || shards > MOST_SAMPLED) {
      throw new IllegalArgumentException(
          String.format("sampling(%s): must be from 1 to %s shards", shards, MOST_SAMPLED));
    }
    return new Sampling<>(shards);
  }

  /**
   * By the cell of the map that a place is in; keys are {@link Geohash names of places}.
   *
   * @param precision of the cells, 1 to {@value Geohash#MOST_PRECISE} characters; a key that is
   *     less precise is a cell of its own
   * @param shards one or more
   */
  public static Partitioning<String> byPlace(int precision, int shards) {
    checkShards("byPlace", shards);
    return new ByPlace(Geohash.checkPrecision(precision), byHash(StringUtf8Coder.of(), shards));
  }

  private static void checkShards(String method, int shards) {
    if (shards < 1) {
      throw new IllegalArgumentException(
          String.format("%s(%s): must be at least one shard", method, shards));
    }
  }

  private static final class Sampling<K extends Comparable<? super K> & Serializable>
      extends PTransform<PCollection<K>, PCollectionView<Partitioning<K>>> {
    private final int shards;

    Sampling(int shards) {
      this.shards = shards;
    }

    @Override
    public PCollectionView<Partitioning<K>> expand(PCollection<K> keys) {
      WindowFn<?, ?> windows = keys.getWindowingStrategy().getWindowFn();
      if (!(windows instanceof GlobalWindows)) {
        throw new IllegalArgumentException(
            String.format(
                "sampling(%s): keys must be in the global window, not %s", shards, windows));
      }
      return keys.apply("Sample", Sample.fixedSizeGlobally(SAMPLE * shards))
          .apply("Ranges", ParDo.of(new RangesFn<K>(shards)))
          .setCoder(new RangesCoder<>(keys.getCoder()))
          .apply("View", View.asSingleton());
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      builder.add(DisplayData.item("shards", shards).withLabel("Shards"));
    }
  }

  private static final class RangesFn<K extends Comparable<? super K> & Serializable>
      extends DoFn<Iterable<K>, Partitioning<K>> {
    private final int shards;

    RangesFn(int shards) {
      this.shards = shards;
    }

    @ProcessElement
    public void cut(@Element Iterable<K> sample, OutputReceiver<Partitioning<K>> out) {
      List<K> keys = new ArrayList<>();
      sample.forEach(keys::add);
      out.output(byRanges(keys, shards));
    }
  }

  private static final class ByHash<K> extends Partitioning<K> {
    private final Coder<K> keyCoder;
    private final int shards;

    ByHash(Coder<K> keyCoder, int shards) {
      this.keyCoder = keyCoder;
      this.shards = shards;
    }

    @Override
    public int shards() {
      return shards;
    }

    @Override
    public int shardOf(K key) {
      try {
        byte[] bytes = CoderUtils.encodeToByteArray(keyCoder, key);
        // The highest bits, of which no index inside a shard is made.
        return (int) (((KeyHash.of(bytes, 0, bytes.length) >>> 32) * shards) >>> 32);
      } catch (CoderException e) {
        throw new IllegalArgumentException("a key that its coder cannot write: " + key, e);
      }
    }
  }

  private static final class ByPlace extends Partitioning<String> {
    private final int precision;
    private final Partitioning<String> ofCells;

    ByPlace(int precision, Partitioning<String> ofCells) {
      this.precision = precision;
      this.ofCells = ofCells;
    }

    @Override
    public int shards() {
      return ofCells.shards();
    }

    @Override
    public int shardOf(String key) {
      return ofCells.shardOf(key.substring(0, Math.min(precision, key.length())));
    }
  }
}
