// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.testing.Seed;
import io.tidemark.transforms.windowing.CountWindowing;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.ReadableState;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

public class CountTableTest {
  private static final List<String> STATISTICS =
      List.of("count,mean", "min,max", "median,distinct", "ewma(30ms),rate", "first,stddev");

  private long reads;

  /** With one function, as while a run lasts, and with a new one, as after a restart. */
  @Test
  public void aTableThatIsWrittenAndReadAtAnyTimeGivesTheSameResults() throws Exception {
    for (int i = Seed.cases(300); i > 0; i--) {
      long seed = Seed.next();
      List<String> whole = play(seed, 0);
      assertThat("-Dseed=" + seed, whole, hasSize(greaterThan(1)));
      assertThat("-Dseed=" + seed, play(seed, 3), equalTo(whole));
      assertThat("-Dseed=" + seed, play(seed, 1), equalTo(whole));
    }
  }

  /**
   * A random stream.
   *
   * @param sameFunction a table that was written is read by the same function so many times in four
   */
  private List<String> play(long seed, int sameFunction) throws Exception {
    Random random = new Random(seed);
    Random cuts = new Random(seed);
    int every = 1 + random.nextInt(9);
    CountWindowing windowing = new CountWindowing(every + random.nextInt(100), every);
    Duration lateness = Duration.ofMillis(random.nextInt(20));
    Statistics statistics = Statistics.parse(STATISTICS.get(random.nextInt(STATISTICS.size())));
    CountSpec spec = new CountSpec(windowing, lateness, statistics);
    MapState<RunPlace, ReadingRun> runs = runs();
    List<String> results = new ArrayList<>();
    ShardTable.Output out =
        (key, start, end, timing, revision, summary) ->
            results.add(
                String.format("%s %s-%s %s %s %s", key[0], start, end, timing, revision, summary));
    CountTable table = spec.table(null, runs);
    long watermark = 0;
    for (int step = 0; step < 60; step++) {
      ReadingBlock.Builder block = new ReadingBlock.Builder(10);
      for (int i = 1 + random.nextInt(10); i > 0; i--) {
        long time = watermark - random.nextInt(1 + (int) lateness.toMillis()) + random.nextInt(30);
        block.add(block.seriesOf(key(random.nextInt(2))), time, random.nextInt(50));
      }
      table.add(new Arrival(watermark, 0, ShardInput.of(block.build())), out);
      if (random.nextBoolean()) {
        watermark += random.nextInt(25);
        table.advance(watermark, out);
      }
      if (sameFunction > 0) {
        table.beforeKept(out);
        if (cuts.nextInt(4) >= sameFunction) {
          spec = new CountSpec(windowing, lateness, statistics);
        }
        table = spec.table(copy(spec.tableCoder(), table), runs);
      }
    }
    table.advance(Long.MAX_VALUE, out);
    results.sort(null);
    return results;
  }

  /** As RocksDB does, the table is written and read for each reading. */
  @Test
  public void aReadingCostsNotMoreInALongerWindow() throws Exception {
    for (String statistics : STATISTICS) {
      assertThat(statistics, reads(6_400, statistics), lessThan(2 * reads(200, statistics)));
    }
  }

  /** How many runs of readings are read for a hundred readings, one by one. */
  private long reads(int size, String statistics) throws Exception {
    CountSpec spec =
        new CountSpec(new CountWindowing(size, 1), Duration.ZERO, Statistics.parse(statistics));
    MapState<RunPlace, ReadingRun> runs = runs();
    List<Long> ends = new ArrayList<>();
    ShardTable.Output out = (key, start, end, timing, revision, summary) -> ends.add(end);
    CountTable table = spec.table(null, runs);
    ReadingBlock.Builder many = new ReadingBlock.Builder(size);
    for (int time = 0; time < size; time++) {
      many.add(many.seriesOf(key(1)), time, time * 37 % 101);
    }
    table.add(new Arrival(0, 0, ShardInput.of(many.build())), out);
    table.advance(size, out);
    reads = 0;
    for (int time = size; time < size + 100; time++) {
      table = spec.table(copy(spec.tableCoder(), table), runs);
      ReadingBlock.Builder one = new ReadingBlock.Builder(1);
      one.add(one.seriesOf(key(1)), time, time * 37 % 101);
      table.add(new Arrival(time, 0, ShardInput.of(one.build())), out);
      table.advance(time + 1, out);
    }
    assertThat(ends, hasSize(size + 100));
    return reads;
  }

  private static byte[] key(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
  }

  private static <T> T copy(Coder<T> coder, T value) throws Exception {
    return CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, value));
  }

  /** State that counts how often it is read. */
  @SuppressWarnings("unchecked")
  private MapState<RunPlace, ReadingRun> runs() {
    Map<Object, Object> all = new HashMap<>();
    return (MapState<RunPlace, ReadingRun>)
        Proxy.newProxyInstance(
            MapState.class.getClassLoader(),
            new Class<?>[] {MapState.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "get" -> read(all.get(arguments[0]));
                  case "put" -> {
                    all.put(arguments[0], arguments[1]);
                    yield null;
                  }
                  case "remove" -> {
                    all.remove(arguments[0]);
                    yield null;
                  }
                  case "clear" -> {
                    all.clear();
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private ReadableState<Object> read(Object value) {
    reads++;
    return new ReadableState<>() {
      @Override
      public Object read() {
        return value;
      }

      @Override
      public ReadableState<Object> readLater() {
        return this;
      }
    };
  }
}
