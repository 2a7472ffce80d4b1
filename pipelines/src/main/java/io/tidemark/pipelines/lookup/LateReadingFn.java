// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.lookup.LateUpdate;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.reading.Series;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** The readings that came too late for the table. */
final class LateReadingFn extends DoFn<KV<Series, LateUpdate<Double>>, KV<Series, LateReading>> {
  @ProcessElement
  public void read(
      @Element KV<Series, LateUpdate<Double>> late, OutputReceiver<KV<Series, LateReading>> out) {
    LateUpdate<Double> update = late.getValue();
    update
        .value()
        .map(value -> LateReading.of(Reading.of(update.time(), value), update.watermark()))
        .ifPresent(reading -> out.output(KV.of(late.getKey(), reading)));
  }
}
