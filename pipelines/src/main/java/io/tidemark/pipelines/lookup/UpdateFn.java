// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.transforms.lookup.Update;
import io.tidemark.transforms.reading.Series;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** From its timestamp on a value is the newest of its series. */
final class UpdateFn<V> extends DoFn<KV<Series, V>, KV<Series, Update<V>>> {
  @ProcessElement
  public void put(@Element KV<Series, V> value, OutputReceiver<KV<Series, Update<V>>> out) {
    out.output(KV.of(value.getKey(), Update.put(value.getValue())));
  }
}
