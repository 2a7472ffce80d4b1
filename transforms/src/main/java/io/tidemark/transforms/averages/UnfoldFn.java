// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.windowing.Panes;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;

/** Merges the tables of a shard, of all bundles, and emits the results of all windows. */
final class UnfoldFn<K> extends DoFn<KV<Integer, Iterable<PaneTable>>, KV<K, WindowResult>> {
  private final TableSpec spec;
  private final Coder<K> keyCoder;
  private transient ResultCounters counters;

  UnfoldFn(TableSpec spec, Coder<K> keyCoder) {
    this.spec = spec;
    this.keyCoder = keyCoder;
  }

  @Setup
  public void setup() {
    counters = new ResultCounters();
  }

  @ProcessElement
  public void unfold(
      @Element KV<Integer, Iterable<PaneTable>> tables, OutputReceiver<KV<K, WindowResult>> out) {
    PaneTable all = new PaneTable(spec);
    tables.getValue().forEach(all::merge);
    all.advance(
        Panes.END_OF_TIME,
        new Results<>(spec.needsTime(), keyCoder, out, null, OptionalLong.empty(), counters));
  }

  @FinishBundle
  public void finishBundle() {
    counters.publish();
  }

  /** Results carry the end of their window. */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to say it
  public Duration getAllowedTimestampSkew() {
    return Results.ANY_TIMESTAMP;
  }
}
