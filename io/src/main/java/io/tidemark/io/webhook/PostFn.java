// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.webhook;

import io.tidemark.io.connector.SinkRetries;
import io.tidemark.io.row.RowFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;

/** Posts each row, those of one key one after the other, and gives out what is refused. */
final class PostFn extends DoFn<KV<String, Row>, RejectedRecord> {
  private final Counter refusedRows = Metrics.counter("webhook", "refused");
  private final Webhook webhook;
  private final PostKey key;
  private transient SinkRetries retries;

  /** Nothing is ever in it: a runner handles the rows of a key in sequence where there is state. */
  @StateId("sequence")
  private final StateSpec<ValueState<Boolean>> sequenceSpec = StateSpecs.value();

  PostFn(Webhook webhook, PostKey key) {
    this.webhook = webhook;
    this.key = key;
  }

  @StartBundle
  public void startBundle() {
    retries = new SinkRetries();
  }

  @ProcessElement
  public void post(
      @Element KV<String, Row> element,
      @StateId("sequence") ValueState<Boolean> sequence,
      OutputReceiver<RejectedRecord> out)
      throws InterruptedException {
    Row row = element.getValue();
    String json = RowFormat.JSON_LINES.format(row);
    webhook
        .post(json, key.ofRevision(row), retries)
        .ifPresent(
            problem -> {
              refusedRows.inc();
              out.output(RejectedRecord.of("webhook " + webhook, "the server " + problem, json));
            });
  }

  @FinishBundle
  public void finishBundle() {
    retries.publish();
  }
}
