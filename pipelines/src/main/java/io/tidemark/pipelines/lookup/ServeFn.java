// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.transforms.reading.Series;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** Fills a table that is served. */
final class ServeFn<V> extends DoFn<KV<Series, V>, Void> {
  private final String name;
  private transient LiveTable<V> table;

  ServeFn(String name) {
    this.name = name;
  }

  @Setup
  @SuppressWarnings("unchecked") // the graph has made the table of the same values
  public void setup() {
    table = (LiveTable<V>) ServedTable.join(name);
  }

  @ProcessElement
  public void put(@Element KV<Series, V> value, @Timestamp Instant time) {
    table.put(value.getKey(), time.getMillis(), value.getValue());
  }

  @Teardown
  public void teardown() {
    if (table != null) {
      ServedTable.leave(name);
    }
  }
}
