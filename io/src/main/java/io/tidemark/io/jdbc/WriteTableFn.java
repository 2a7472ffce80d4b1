// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.connector.SinkMetrics;
import io.tidemark.io.row.RowFormat;
import io.tidemark.io.row.RowOrder;
import io.tidemark.transforms.reading.RejectedRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/** Writes the rows of a bundle, and gives out those that the table refuses after it. */
final class WriteTableFn extends DoFn<Row, RejectedRecord> {
  private final Counter refusedRows = Metrics.counter("jdbc", "refused");
  private final TableOutput output;
  private final Schema schema;
  private final int batch;
  private transient SinkMetrics metrics;
  private transient TableWriter writer;
  private transient List<Arrival> arrivals;
  private transient List<Refusal> refusals;

  /** A row, and what it came with. */
  private record Arrival(Row row, Instant time, BoundedWindow window) {}

  private record Refusal(Arrival arrival, String reason) {}

  WriteTableFn(TableOutput output, Schema schema, int batch) {
    this.output = output;
    this.schema = schema;
    this.batch = batch;
  }

  @Setup
  public void setup() {
    metrics = new SinkMetrics();
    writer = new TableWriter(output, schema, metrics);
  }

  @StartBundle
  public void startBundle() {
    arrivals = new ArrayList<>();
    refusals = new ArrayList<>();
  }

  @ProcessElement
  public void write(@Element Row row, @Timestamp Instant time, BoundedWindow window)
      throws InterruptedException {
    arrivals.add(new Arrival(row, time, window));
    if (arrivals.size() >= batch) {
      flush();
    }
  }

  private void flush() throws InterruptedException {
    // In one order, so that two transactions do not wait for each other.
    arrivals.sort(Comparator.comparing(Arrival::row, new RowOrder(output.key())));
    List<Row> rows = arrivals.stream().map(Arrival::row).toList();
    try {
      writer.write(rows, (row, why) -> refusals.add(new Refusal(arrivals.get(row), why)));
    } catch (SQLException e) {
      throw output.failed(e);
    }
    arrivals.clear();
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws InterruptedException {
    if (!arrivals.isEmpty()) {
      flush();
    }
    for (Refusal refusal : refusals) {
      Arrival arrival = refusal.arrival();
      context.output(
          RejectedRecord.of(
              "table " + output.name(),
              refusal.reason(),
              RowFormat.JSON_LINES.format(arrival.row())),
          arrival.time(),
          arrival.window());
    }
    refusedRows.inc(refusals.size());
    metrics.publish();
  }

  @Teardown
  public void teardown() {
    if (writer != null) {
      writer.close();
    }
  }
}
