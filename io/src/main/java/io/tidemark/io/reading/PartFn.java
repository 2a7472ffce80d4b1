// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.reading.Series;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Sends each reading and each rejected record its way, and a bundle's ledger after them. */
final class PartFn extends DoFn<DecodedRecord, KV<Series, Double>> {
  static final TupleTag<KV<Series, Double>> READINGS = new TupleTag<>("readings") {};
  static final TupleTag<RejectedRecord> REJECTED = new TupleTag<>("rejected") {};
  static final TupleTag<Ledger> LEDGERS = new TupleTag<>("ledgers") {};

  private final List<String> fields;
  private transient BundleLedger ledger;

  PartFn(List<String> fields) {
    this.fields = fields;
  }

  @StartBundle
  public void startBundle() {
    ledger = new BundleLedger();
  }

  @ProcessElement
  public void part(@Element DecodedRecord record, MultiOutputReceiver out) {
    if (record.size() != fields.size()) {
      throw new IllegalArgumentException(
          String.format(
              "Readings: a record of %s values, the schema has %s", record.size(), fields.size()));
    }
    for (int i = 0; i < record.size(); i++) {
      if (record.fate(i) == DecodedRecord.Fate.VALUE) {
        Series series = Series.of(record.key(), fields.get(i));
        out.get(READINGS).output(KV.of(series, record.value(i)));
      }
    }
    record.rejections().forEach(out.get(REJECTED)::output);
    ledger.count(record.ledger());
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    ledger.finish(context, LEDGERS);
  }
}
