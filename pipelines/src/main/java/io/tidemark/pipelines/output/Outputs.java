// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.output;

import io.tidemark.io.row.RowFormat;
import io.tidemark.io.sink.RowSink;
import io.tidemark.pipelines.launcher.PublishLedgerFn;
import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.ledger.Ledgers;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.reading.Series;
import java.util.List;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Writes what a pipeline gives. Its transforms have the same names in every pipeline; rows of
 * results are for the pipeline to make, and to send into {@link #results}.
 */
public final class Outputs {
  private final OutputConfig config;

  /** The outputs of a config. */
  public Outputs(OutputConfig config) {
    this.config = config;
  }

  /** The sink of {@code --output}; on standard output in the order of these columns. */
  public RowSink results(List<String> order) {
    return sink("output", order, config.output().orElse(null));
  }

  /** Writes late readings, if that was asked for; gives the rows that were refused. */
  public PCollectionList<RejectedRecord> writeLate(PCollection<KV<Series, LateReading>> late) {
    if (config.lateOutput().isEmpty()) {
      return PCollectionList.empty(late.getPipeline());
    }
    return late.apply("LateRows", LateRows.toRows())
        .setRowSchema(LateRows.SCHEMA)
        .apply("LateOutput", sink("lateOutput", List.of(), config.lateOutput().get()));
  }

  /** Writes rejected records, if that was asked for. */
  public void writeRejected(PCollectionList<RejectedRecord> rejected) {
    if (config.rejectedOutput().isEmpty()) {
      return;
    }
    rejected
        .apply("Rejected", Flatten.pCollections())
        .apply("RejectedRows", RejectedRows.toRows())
        .setRowSchema(RejectedRows.SCHEMA)
        .apply(
            "RejectedOutput",
            RowSink.to(config.rejectedOutput().get())
                .withOptionName("--rejectedOutput")
                .withResume(config.resume())
                .withFormat(RowFormat.JSON_LINES));
  }

  /** Adds up the parts of the ledger, publishes it, and writes it if that was asked for. */
  public void writeLedger(PCollectionList<Ledger> parts) {
    PCollection<Ledger> ledger =
        parts
            .apply("Ledgers", Flatten.pCollections())
            .apply("Ledger", config.isEndless() ? Ledgers.totalOfSome() : Ledgers.total());
    ledger.apply("PublishLedger", ParDo.of(new PublishLedgerFn()));
    config.ledger().ifPresent(address -> writeLedger(ledger, address));
  }

  private static void writeLedger(PCollection<Ledger> ledger, String address) {
    ledger
        .apply("LedgerRow", LedgerRows.toRows())
        .setRowSchema(LedgerRows.SCHEMA)
        .apply(
            "LedgerOutput",
            RowSink.to(address).withOptionName("--ledger").withFormat(RowFormat.JSON_LINES));
  }

  private RowSink sink(String option, List<String> order, String address) {
    RowSink sink =
        RowSink.to(address)
            .withOptionName("--" + option)
            .withResume(config.resume())
            .withOrder(order);
    if (address != null) {
      return config.formatOf(address).map(sink::withFormat).orElse(sink);
    }
    // A recording read as fast as possible is soon at its end; at a pace, rows are worth seeing.
    return config.isPaced() ? sink : sink.withWholeTable();
  }
}
