// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.partitioning;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.Rule;
import org.junit.Test;

public class PartitioningTest {
  @Rule public final TestPipeline pipeline = TestPipeline.create();

  @Test
  public void theShardOfAHashIsForGood() {
    Partitioning<String> partitioning = Partitioning.byHash(StringUtf8Coder.of(), 10);

    assertThat(
        List.of("", "a", "b", "blue", "a long name of a station").stream()
            .map(partitioning::shardOf)
            .toList(),
        equalTo(List.of(0, 6, 8, 5, 7)));
  }

  @Test
  public void hashesSpreadNeighbours() {
    Partitioning<String> partitioning = Partitioning.byHash(StringUtf8Coder.of(), 7);
    long[] counts = new long[7];
    IntStream.range(0, 70_000).forEach(i -> counts[partitioning.shardOf("sensor-" + i)]++);

    assertThat(Skew.of(counts).ratio(), lessThan(1.05));
  }

  @Test
  public void whatIsInOneCellOfTheMapIsTogether() {
    Partitioning<String> partitioning = Partitioning.byPlace(4, 8);
    long[] counts = new long[8];
    for (double latitude = -60; latitude < 60; latitude += 1.7) {
      for (double longitude = -180; longitude < 180; longitude += 1.7) {
        String place = Geohash.of(latitude, longitude, 9);
        int shard = partitioning.shardOf(place);
        counts[shard]++;
        assertThat(partitioning.shardOf(place.substring(0, 4) + "zzzzz"), equalTo(shard));
        assertThat(partitioning.shardOf(place.substring(0, 4)), equalTo(shard));
      }
    }

    assertThat(Skew.of(counts).ratio(), lessThan(1.1));
    assertThat(partitioning.shardOf("u"), lessThan(8));
    assertThrows(IllegalArgumentException.class, () -> Partitioning.byPlace(13, 8));
    assertThrows(IllegalArgumentException.class, () -> Partitioning.byPlace(4, 0));
  }

  @Test
  public void rangesHaveAsManyKeysOfTheSample() {
    List<Integer> sample = IntStream.range(0, 1_000).map(i -> i * 7 % 1_000).boxed().toList();
    Partitioning<Integer> partitioning = Partitioning.byRanges(sample, 4);
    long[] counts = new long[4];
    sample.forEach(key -> counts[partitioning.shardOf(key)]++);

    assertThat(Skew.of(counts), equalTo(Skew.of(250, 250, 250, 250)));
    assertThat(partitioning.shardOf(-1), equalTo(0));
    assertThat(partitioning.shardOf(249), equalTo(0));
    assertThat(partitioning.shardOf(250), equalTo(1));
    assertThat(partitioning.shardOf(5_000), equalTo(3));
  }

  @Test
  public void rangesKeepTheOrderOfKeys() {
    Partitioning<Integer> partitioning = Partitioning.byRanges(List.of(5, 5, 5, 9, 1), 4);
    int before = 0;
    for (int key = 0; key < 12; key++) {
      assertThat(partitioning.shardOf(key), greaterThanOrEqualTo(before));
      assertThat(partitioning.shardOf(key), lessThan(4));
      before = partitioning.shardOf(key);
    }
    assertThat(Partitioning.byRanges(List.<Integer>of(), 4).shardOf(3), equalTo(0));
  }

  /** Keys crowd at the small end: ranges of equal width would have very different shares. */
  @Test
  public void aSampleOfTheKeysCutsThemEvenly() {
    Random random = new Random(7);
    List<Integer> input =
        IntStream.range(0, 20_000).mapToObj(i -> (int) Math.exp(random.nextDouble() * 20)).toList();
    PCollection<Integer> keys = pipeline.apply(Create.of(input));
    PCollectionView<Partitioning<Integer>> ranges = keys.apply(Partitioning.sampling(5));

    PCollection<KV<Integer, Long>> counts =
        keys.apply("ToShards", ParDo.of(new ToShardsFn(ranges)).withSideInputs(ranges))
            .apply(Count.perElement());

    PAssert.that(counts)
        .satisfies(
            all -> {
              long[] shards = new long[5];
              all.forEach(each -> shards[each.getKey()] = each.getValue());
              // Five standard deviations of a share: 5 / sqrt(1000).
              assertThat(Skew.of(shards).ratio(), lessThan(1.16));
              assertThat(Skew.of(shards).total(), equalTo(20_000L));
              return null;
            });
    pipeline.run();
  }

  @Test
  public void aSampleOfNothingSendsEverythingToTheFirstShard() {
    PCollectionView<Partitioning<Integer>> ranges =
        pipeline.apply("Nothing", Create.empty(VarIntCoder.of())).apply(Partitioning.sampling(5));

    PAssert.that(
            pipeline
                .apply("Keys", Create.of(3, 4))
                .apply("ToShards", ParDo.of(new ToShardsFn(ranges)).withSideInputs(ranges)))
        .containsInAnyOrder(0, 0);
    pipeline.run();
  }

  @Test
  public void aSampleIsOfTheGlobalWindow() {
    PCollection<Integer> keys =
        Pipeline.create()
            .apply(Create.of(1))
            .apply(Window.into(FixedWindows.of(org.joda.time.Duration.millis(5))));

    assertThrows(
        IllegalArgumentException.class, () -> keys.apply(Partitioning.<Integer>sampling(2)));
    assertThrows(IllegalArgumentException.class, () -> Partitioning.<Integer>sampling(0));
  }

  @Test
  public void theBytesOfRangesAreForGood() throws Exception {
    Coder<Partitioning<Integer>> coder = new RangesCoder<>(VarIntCoder.of());
    Partitioning<Integer> ranges = Partitioning.byRanges(List.of(1, 2, 3, 300), 4);

    CoderProperties.coderDecodeEncodeEqual(coder, ranges);
    assertThat(
        HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, ranges)),
        equalTo("0104030203ac02"));
  }

  @Test
  public void skewIsTheLargestShareOverTheMean() {
    assertThat(Skew.of(5, 5).ratio(), equalTo(1.0));
    assertThat(Skew.of(9, 1, 2).ratio(), equalTo(9.0 / 4));
    assertThat(Skew.of(0, 7, 0).ratio(), equalTo(3.0));
    assertThat(Skew.of(0, 0).ratio(), equalTo(0.0));
    assertThat(
        Skew.of(9, 1, 2).toString(), equalTo("the largest of 3 shards has 2.25 times the mean"));
  }

  @Test
  public void skewIsMeasuredOverAllBundles() {
    Partitioning<Integer> halves = Partitioning.byRanges(List.of(0, 50), 2);
    List<KV<Integer, Integer>> input = new ArrayList<>();
    IntStream.range(0, 80).forEach(i -> input.add(KV.of(i, i)));

    PAssert.thatSingleton(
            pipeline
                .apply(Create.of(input).withCoder(KvCoder.of(VarIntCoder.of(), VarIntCoder.of())))
                .apply("Skew", Skew.measuring(halves)))
        .isEqualTo(Skew.of(50, 30));
    pipeline.run();
  }

  @Test
  public void skewOfAStreamIsToldInBetween() {
    Partitioning<Integer> halves = Partitioning.byRanges(List.of(0, 50), 2);
    TestStream<KV<Integer, Integer>> stream =
        TestStream.create(KvCoder.of(VarIntCoder.of(), VarIntCoder.of()))
            .addElements(KV.of(1, 1), KV.of(60, 2))
            .advanceProcessingTime(org.joda.time.Duration.standardSeconds(11))
            .addElements(KV.of(2, 3))
            .advanceWatermarkToInfinity();

    PAssert.that(
            pipeline.apply(stream).apply("Skew", Skew.measuring(halves, Duration.ofSeconds(10))))
        .containsInAnyOrder(Skew.of(1, 1), Skew.of(2, 1));
    pipeline.run();
  }

  @Test
  public void skewBytes() throws Exception {
    assertThat(
        HexFormat.of().formatHex(CoderUtils.encodeToByteArray(Skew.coder(), Skew.of(1, 300))),
        equalTo("01" + "02" + "01" + "ac02"));
    CoderProperties.coderDecodeEncodeEqual(Skew.coder(), Skew.of(1, 300));
    CoderProperties.coderSerializable(Skew.coder());
  }

  @Test
  public void noShardsAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Partitioning.byHash(StringUtf8Coder.of(), 0));
    assertThat(e.getMessage(), equalTo("byHash(0): must be at least one shard"));
  }

  @Test
  public void aGeohashBeginsWithThatOfTheCellAroundIt() {
    assertThat(Geohash.of(57.64911, 10.40744, 11), equalTo("u4pruydqqvj")); // of the first article
    assertThat(Geohash.of(57.64911, 10.40744, 5), equalTo("u4pru"));
    assertThat(Geohash.of(-90, -180, 3), equalTo("000"));
    assertThat(Geohash.of(90, 180, 3), equalTo("zzz"));
  }

  @Test
  public void whatIsNotOnTheMapIsRefused() {
    assertThat(refusal(90.1, 0, 5), equalTo("latitude 90.1: must be from -90 to 90"));
    assertThat(refusal(0, -180.5, 5), equalTo("longitude -180.5: must be from -180 to 180"));
    assertThat(refusal(Double.NaN, 0, 5), equalTo("latitude NaN: must be from -90 to 90"));
    assertThat(refusal(0, 0, 13), equalTo("precision 13: must be from 1 to 12"));
  }

  private static String refusal(double latitude, double longitude, int precision) {
    return assertThrows(
            IllegalArgumentException.class, () -> Geohash.of(latitude, longitude, precision))
        .getMessage();
  }

  private static final class ToShardsFn extends DoFn<Integer, Integer> {
    private final PCollectionView<Partitioning<Integer>> ranges;

    ToShardsFn(PCollectionView<Partitioning<Integer>> ranges) {
      this.ranges = ranges;
    }

    @ProcessElement
    public void send(ProcessContext context) {
      context.output(context.sideInput(ranges).shardOf(context.element()));
    }
  }
}
