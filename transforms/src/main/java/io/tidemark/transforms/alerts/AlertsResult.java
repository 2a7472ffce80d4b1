// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.Series;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;

/** What {@link Alerts} gives: alerts, late readings, and the account of both. */
public final class AlertsResult implements POutput {
  private final TupleTag<Alert> alertsTag = new TupleTag<>() {};
  private final TupleTag<KV<Series, LateReading>> lateTag = new TupleTag<>() {};
  private final PCollection<Alert> alerts;
  private final PCollection<KV<Series, LateReading>> late;
  private final PCollectionList<Ledger> ledgers;

  AlertsResult(
      PCollection<Alert> alerts,
      PCollection<KV<Series, LateReading>> late,
      PCollectionList<Ledger> ledgers) {
    this.alerts = alerts;
    this.late = late;
    this.ledgers = ledgers;
  }

  /** Each step of each episode, once; in the global window. */
  public PCollection<Alert> alerts() {
    return alerts;
  }

  /** What came more than the allowed lateness behind the watermark; in the global window. */
  public PCollection<KV<Series, LateReading>> late() {
    return late;
  }

  /**
   * Partial ledgers of readings, to be added up: {@code used} and {@code late}; in the global
   * window. Of results there are none: their readings are counted where the windows are.
   */
  public PCollectionList<Ledger> ledgers() {
    return ledgers;
  }

  AlertsResult withLedgers(PCollectionList<Ledger> others) {
    return new AlertsResult(alerts, late, others);
  }

  @Override
  public Pipeline getPipeline() {
    return alerts.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    Map<TupleTag<?>, PValue> outputs = new HashMap<>(ledgers.expand());
    outputs.put(alertsTag, alerts);
    outputs.put(lateTag, late);
    return outputs;
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
