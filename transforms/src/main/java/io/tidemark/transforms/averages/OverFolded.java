// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.ledger.CountFn;
import io.tidemark.transforms.ledger.Ledger;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** {@link Averages} of bounded readings that were folded into tables: merges those of a shard. */
final class OverFolded<K>
    extends PTransform<PCollection<KV<Integer, PaneTable>>, AveragesResult<K>> {
  private final TupleTag<KV<K, WindowResult>> resultTag = new TupleTag<>("results");
  private final TupleTag<KV<K, LateReading>> lateTag = new TupleTag<>("late");
  private final Averages.PerKey<K> averages;
  private final Coder<K> keyCoder;

  OverFolded(Averages.PerKey<K> averages, Coder<K> keyCoder) {
    this.averages = averages;
    this.keyCoder = keyCoder;
  }

  @Override
  public AveragesResult<K> expand(PCollection<KV<Integer, PaneTable>> tables) {
    PCollectionTuple outputs =
        tables
            .apply("ByShard", GroupByKey.create())
            .apply(
                "Unfold",
                ParDo.of(new UnfoldFn<>(averages.tableSpec(), keyCoder))
                    .withOutputTags(resultTag, TupleTagList.of(lateTag)));
    PCollection<Ledger> used =
        tables.apply("CountUsed", ParDo.of(CountFn.used(table -> table.getValue().readings())));
    return AveragesResult.of(keyCoder, used, outputs.get(resultTag), outputs.get(lateTag));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.delegate(averages);
  }
}
