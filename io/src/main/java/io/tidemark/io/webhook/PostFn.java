// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.webhook;

import io.tidemark.io.connector.SinkMetrics;
import io.tidemark.io.row.RowFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Posts each row, those of one key by revision, and gives out what is refused.
 *
 * <p>Rows may overtake each other on their way: the Direct runner handles bundles side by side. So
 * a row waits until the watermark has passed its timestamp, for then those before it are here; but
 * not for ever where the watermark stands still, which is what some alerts are about.
 */
final class PostFn extends DoFn<KV<String, Row>, RejectedRecord> {
  private static final Duration PATIENCE = Duration.standardSeconds(2);

  private static final Instant END = GlobalWindow.INSTANCE.maxTimestamp();

  private final Counter refusedRows = Metrics.counter("webhook", "refused");
  private final Webhook webhook;
  private final PostKey key;
  private transient SinkMetrics metrics;

  @StateId("waiting")
  private final StateSpec<BagState<Row>> waitingSpec;

  /** The latest timestamp of those that wait. */
  @StateId("latest")
  private final StateSpec<ValueState<Long>> latestSpec = StateSpecs.value(VarLongCoder.of());

  @TimerId("passed")
  private final TimerSpec passedSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId("patience")
  private final TimerSpec patienceSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  PostFn(Webhook webhook, PostKey key, Schema schema) {
    this.webhook = webhook;
    this.key = key;
    this.waitingSpec = StateSpecs.bag(RowCoder.of(schema));
  }

  @StartBundle
  public void startBundle() {
    metrics = new SinkMetrics();
  }

  @ProcessElement
  public void take(
      @Element KV<String, Row> element,
      @Timestamp Instant timestamp,
      @StateId("waiting") BagState<Row> waiting,
      @StateId("latest") ValueState<Long> latest,
      @TimerId("passed") Timer passed,
      @TimerId("patience") Timer patience) {
    Long before = latest.read();
    if (before == null) {
      patience.withOutputTimestamp(END).offset(PATIENCE).setRelative();
    }
    waiting.add(element.getValue());
    long millis = Math.min(timestamp.getMillis(), END.getMillis());
    if (before == null || millis > before) {
      latest.write(millis);
      passed.set(Instant.ofEpochMilli(millis));
    }
  }

  /** The watermark has passed all that wait. */
  @OnTimer("passed")
  public void passed(
      @StateId("waiting") BagState<Row> waiting,
      @StateId("latest") ValueState<Long> latest,
      @TimerId("patience") Timer patience,
      OutputReceiver<RejectedRecord> out)
      throws InterruptedException {
    patience.clear();
    post(waiting, latest, out);
  }

  /** It has not for a while. */
  @OnTimer("patience")
  public void lostPatience(
      @StateId("waiting") BagState<Row> waiting,
      @StateId("latest") ValueState<Long> latest,
      @TimerId("passed") Timer passed,
      OutputReceiver<RejectedRecord> out)
      throws InterruptedException {
    passed.clear();
    post(waiting, latest, out);
  }

  private void post(
      BagState<Row> waiting, ValueState<Long> latest, OutputReceiver<RejectedRecord> out)
      throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    waiting.read().forEach(rows::add);
    rows.sort(key::compareRevisions);
    for (Row row : rows) {
      String json = RowFormat.JSON_LINES.format(row);
      webhook
          .post(json, key.ofRevision(row), metrics)
          .ifPresent(
              problem -> {
                refusedRows.inc();
                out.output(RejectedRecord.of("webhook " + webhook, "the server " + problem, json));
              });
    }
    waiting.clear();
    latest.clear();
  }

  @FinishBundle
  public void finishBundle() {
    metrics.publish();
  }
}
