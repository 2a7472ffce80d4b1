// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;

/** {@link Averages} of readings that come in blocks. */
final class OverBlocks<K> extends PTransform<PCollection<ReadingBlock>, AveragesResult<K>> {
  private final Averages.PerKey<K> averages;
  private final Coder<K> keyCoder;

  OverBlocks(Averages.PerKey<K> averages, Coder<K> keyCoder) {
    this.averages = averages;
    this.keyCoder = keyCoder;
  }

  @Override
  public AveragesResult<K> expand(PCollection<ReadingBlock> input) {
    PCollection<ReadingBlock> blocks = input.apply("InOneWindow", Window.into(new GlobalWindows()));
    if (averages.usesTables()) {
      return blocks.apply("Plan", averages.tablePlan(keyCoder));
    }
    return blocks
        .apply("Ungather", ParDo.of(new UngatherFn<>(keyCoder)))
        .setCoder(KvCoder.of(keyCoder, DoubleCoder.of()))
        .apply("Plan", averages.rowPlan());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.delegate(averages);
  }
}
