package io.tidemark.io.reading;

import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.reading.Series;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Sends each reading and each rejected record its way, and a bundle's ledger after them. */
final class PartFn extends DoFn<DecodedRecord, KV<Series, Double>> {
  static final TupleTag<KV<Series, Double>> READINGS = new TupleTag<>("readings") {};
  static final TupleTag<RejectedRecord> REJECTED = new TupleTag<>("rejected") {};
  static final TupleTag<Ledger> LEDGERS = new TupleTag<>("ledgers") {};

  private static final String NAMESPACE = "tidemark";

  private final Counter read = Metrics.counter(NAMESPACE, "read");
  private final Counter missing = Metrics.counter(NAMESPACE, "missing");
  private final Counter rejected = Metrics.counter(NAMESPACE, "rejected");

  private final List<String> fields;
  private transient Ledger ledger;

  PartFn(List<String> fields) {
    this.fields = fields;
  }

  @StartBundle
  public void startBundle() {
    ledger = Ledger.EMPTY;
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
    ledger = ledger.plus(record.ledger());
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    if (ledger.equals(Ledger.EMPTY)) {
      return;
    }
    read.inc(ledger.read());
    missing.inc(ledger.missing());
    rejected.inc(ledger.rejected());
    // The end of the global window: no watermark passes it, so a ledger is never late.
    context.output(LEDGERS, ledger, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
  }
}
