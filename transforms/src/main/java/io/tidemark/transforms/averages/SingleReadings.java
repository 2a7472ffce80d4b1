// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Takes the readings out of blocks, one by one, for transforms that take them so.
 *
 * <pre>{@code
 * ReadingBlock.Builder builder = new ReadingBlock.Builder(4096);
 * builder.add(builder.seriesOf(new byte[] {1}), 0L, 20.5);
 * PCollection<ReadingBlock> blocks =
 *     pipeline.apply(Create.of(builder.build()).withCoder(ReadingBlock.coder()));
 *
 * PCollection<KV<Byte, Double>> readings = blocks.apply(SingleReadings.of(ByteCoder.of()));
 * }</pre>
 *
 * <ul>
 *   <li>Timestamps: the event time of each reading, which may be before that of its block.
 *   <li>Order: that of the block. No state and no timers are held.
 * </ul>
 */
public final class SingleReadings<K>
    extends PTransform<PCollection<ReadingBlock>, PCollection<KV<K, Double>>> {
  private final Coder<K> keyCoder;

  private SingleReadings(Coder<K> keyCoder) {
    this.keyCoder = keyCoder;
  }

  /**
   * The transform.
   *
   * @param keyCoder what the bytes of the series in the blocks are written by
   */
  public static <K> SingleReadings<K> of(Coder<K> keyCoder) {
    return new SingleReadings<>(keyCoder);
  }

  @Override
  public PCollection<KV<K, Double>> expand(PCollection<ReadingBlock> blocks) {
    return blocks
        .apply("Ungather", ParDo.of(new UngatherFn<>(keyCoder)))
        .setCoder(KvCoder.of(keyCoder, DoubleCoder.of()));
  }
}
