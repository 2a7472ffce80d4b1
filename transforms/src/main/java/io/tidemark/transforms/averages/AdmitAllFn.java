// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.Reading;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/** Admits each reading of a bounded input to all its windows: there no window closes early. */
final class AdmitAllFn<K> extends DoFn<KV<K, Double>, KV<K, Admitted>> {
  private final Admission admission;
  private final TupleTag<KV<K, Admitted>> admittedTag;
  private final TupleTag<Ledger> ledgerTag;
  private transient BundleLedger ledger;

  AdmitAllFn(
      Admission admission, TupleTag<KV<K, Admitted>> admittedTag, TupleTag<Ledger> ledgerTag) {
    this.admission = admission;
    this.admittedTag = admittedTag;
    this.ledgerTag = ledgerTag;
  }

  @StartBundle
  public void startBundle() {
    ledger = new BundleLedger();
  }

  @ProcessElement
  public void admit(
      @Element KV<K, Double> element, @Timestamp Instant timestamp, MultiOutputReceiver out) {
    Reading reading = Reading.of(timestamp.getMillis(), element.getValue());
    ledger.countUsed();
    Admitted admitted = Admitted.of(reading, admission.all(reading.time()), Times.NONE);
    out.get(admittedTag).output(KV.of(element.getKey(), admitted));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    ledger.finish(context, ledgerTag);
  }
}
