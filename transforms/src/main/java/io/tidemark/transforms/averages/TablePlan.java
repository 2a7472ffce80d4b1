// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.ReadingFold;
import io.tidemark.transforms.block.Runners;
import io.tidemark.transforms.coding.StateIdentity;
import io.tidemark.transforms.ledger.CountFn;
import io.tidemark.transforms.ledger.Ledger;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.StreamingOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * The fast plan: blocks of readings, by shard, into tables of series and panes.
 *
 * <p>A stream keeps a table for each shard in state, and so do sessions. Other bounded input is
 * folded into tables before the shuffle.
 */
final class TablePlan<K> extends PTransform<PCollection<ReadingBlock>, AveragesResult<K>> {
  private final TupleTag<KV<K, WindowResult>> resultTag = new TupleTag<>("results");
  private final TupleTag<KV<K, LateReading>> lateTag = new TupleTag<>("late");
  private final Averages.PerKey<K> averages;
  private final Coder<K> keyCoder;
  private final boolean gathered;

  /**
   * A plan over blocks.
   *
   * @param gathered whether the timestamp of a block may be that of a late reading, where others of
   *     it are in time
   */
  TablePlan(Averages.PerKey<K> averages, Coder<K> keyCoder, boolean gathered) {
    this.averages = averages;
    this.keyCoder = keyCoder;
    this.gathered = gathered;
  }

  @Override
  public AveragesResult<K> expand(PCollection<ReadingBlock> blocks) {
    boolean bounded = blocks.isBounded() == IsBounded.BOUNDED;
    boolean streaming = blocks.getPipeline().getOptions().as(StreamingOptions.class).isStreaming();
    return averages.isFoldable() && bounded && !streaming ? folded(blocks) : kept(blocks, bounded);
  }

  private AveragesResult<K> kept(PCollection<ReadingBlock> blocks, boolean bounded) {
    PCollectionTuple outputs =
        blocks
            .apply(
                "Scatter",
                ParDo.of(
                    new ScatterFn(averages.shards(), alone(blocks), streamFold(bounded), bounded)))
            .setCoder(KvCoder.of(VarIntCoder.of(), ShardInput.coder()))
            .apply(
                "Tables",
                ParDo.of(shardFn(averages.shardSpec(), bounded, !Runners.isDirect(blocks)))
                    .withOutputTags(resultTag, TupleTagList.of(lateTag)));
    PCollection<Ledger> used =
        blocks.apply("CountUsed", ParDo.of(CountFn.used(ReadingBlock::size)));
    return AveragesResult.of(keyCoder, used, outputs.get(resultTag), outputs.get(lateTag));
  }

  /**
   * How readings are folded that cannot be late: not where nobody knows which ones these are, where
   * a result may be due with each, or where what is asked for needs all of them.
   */
  private Optional<TableFold> streamFold(boolean bounded) {
    if (!averages.isFoldable()) {
      return Optional.empty();
    }
    TableSpec spec = averages.tableSpec();
    boolean possible = (bounded || !gathered) && !spec.isEarly() && spec.cells().canFit();
    return possible ? Optional.of(new TableFold(spec, averages.shards())) : Optional.empty();
  }

  /**
   * The Direct runner groups a block by its shard before it is in the table, and forgets the
   * timestamp of one that is behind the watermark. So a late reading would let the watermark pass
   * others of its block, which were in time: there, what may be late travels alone.
   */
  private ScatterFn.Alone alone(PCollection<ReadingBlock> blocks) {
    if (!Runners.isDirect(blocks)) {
      return ScatterFn.Alone.NONE;
    }
    return gathered ? ScatterFn.Alone.ALL : ScatterFn.Alone.EARLY;
  }

  private <T extends ShardTable> ShardFn<K, T> shardFn(
      ShardSpec<T> spec, boolean bounded, boolean restorable) {
    return new ShardFn<>(
        spec,
        new StateIdentity(averages.stateOf()),
        keyCoder,
        bounded,
        restorable,
        resultTag,
        lateTag);
  }

  private AveragesResult<K> folded(PCollection<ReadingBlock> blocks) {
    ReadingFold<KV<Integer, PaneTable>> fold = averages.fold();
    return blocks
        .apply("Fold", ParDo.of(new FoldFn<>(fold)))
        .setCoder(fold.coder())
        .apply("Merge", averages.overFolded(keyCoder));
  }
}
