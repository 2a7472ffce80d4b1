// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.partitioning;

import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.summary.SummaryFn;
import io.tidemark.transforms.testing.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.Rule;
import org.junit.Test;

/**
 * A hot key can be split into any number of parts: their sums are exact, and so is what they make.
 */
public class HotKeysTest {
  private static final int READINGS = 20_000;
  private static final int PARTS = 7;
  private static final SummaryFn FN =
      SummaryFn.of(Statistics.parse("count,sum,mean,min,max,variance,stddev,first,last"));

  @Rule public final TestPipeline pipeline = TestPipeline.create();

  @Test
  public void aSplitKeyGivesTheSameToTheBit() {
    long seed = Seed.of("HotKeysTest");
    List<KV<String, Reading>> readings = readings(new Random(seed));

    PCollection<KV<String, Summary>> split =
        pipeline
            .apply(Create.of(readings).withCoder(KvCoder.of(StringUtf8Coder.of(), Reading.coder())))
            .apply(
                "Split",
                Combine.<String, Reading, Summary>perKey(FN)
                    .withHotKeyFanout(key -> key.equals("hot") ? PARTS : 1));

    PAssert.that(split).containsInAnyOrder(inSequence(readings));
    pipeline.run();
  }

  /** Nine of ten are of one key; values are over 300 orders of magnitude, so order would show. */
  private static List<KV<String, Reading>> readings(Random random) {
    List<KV<String, Reading>> readings = new ArrayList<>();
    for (int i = 0; i < READINGS; i++) {
      double value = random.nextGaussian() * Math.pow(10, random.nextInt(300) - 150);
      String key = random.nextInt(10) > 0 ? "hot" : "cold-" + random.nextInt(5);
      readings.add(KV.of(key, Reading.of(i, value)));
    }
    return readings;
  }

  private static List<KV<String, Summary>> inSequence(List<KV<String, Reading>> readings) {
    Map<String, SummaryAccumulator> sums = new HashMap<>();
    for (KV<String, Reading> each : readings) {
      FN.addInput(
          sums.computeIfAbsent(each.getKey(), key -> FN.createAccumulator()), each.getValue());
    }
    List<KV<String, Summary>> all = new ArrayList<>();
    sums.forEach((key, sum) -> all.add(KV.of(key, FN.extractOutput(sum))));
    return all;
  }
}
