// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.reading.Reading;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** Admits each reading of a bounded input to all its windows: there no window closes early. */
final class AdmitAllFn<K> extends DoFn<KV<K, Double>, KV<K, Admitted>> {
  private final Admission admission;

  AdmitAllFn(Admission admission) {
    this.admission = admission;
  }

  @ProcessElement
  public void admit(
      @Element KV<K, Double> element,
      @Timestamp Instant timestamp,
      OutputReceiver<KV<K, Admitted>> out) {
    Reading reading = Reading.of(timestamp.getMillis(), element.getValue());
    Admitted admitted = Admitted.of(reading, admission.all(reading.time()), Times.NONE);
    out.output(KV.of(element.getKey(), admitted));
  }
}
