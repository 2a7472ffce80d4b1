// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingFold;
import io.tidemark.transforms.block.Shards;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.KV;

/** Bounded readings into tables, one for each shard. */
record TableFold(TableSpec spec, Shards shards) implements ReadingFold<KV<Integer, PaneTable>> {
  @Override
  public TableFolding start() {
    return new TableFolding(spec, shards);
  }

  @Override
  public Coder<KV<Integer, PaneTable>> coder() {
    return KvCoder.of(VarIntCoder.of(), new PaneTableCoder(spec.statistics()));
  }
}
