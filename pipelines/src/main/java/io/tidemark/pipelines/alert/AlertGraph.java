// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.alert;

import io.tidemark.io.block.Readings;
import io.tidemark.pipelines.input.Inputs;
import io.tidemark.pipelines.output.Outputs;
import io.tidemark.transforms.alerts.Alert;
import io.tidemark.transforms.alerts.Alerts;
import io.tidemark.transforms.alerts.AlertsResult;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.windowing.Windowing;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/** The graph of {@code alert}: source, windows if there are any, rules, sinks, ledger. */
public final class AlertGraph {
  /** How much later than allowed a result of windows may be on its way. */
  private static final Duration SLACK = Duration.ofDays(1);

  private final AlertConfig config;
  private final Inputs inputs;
  private final Outputs outputs;

  private AlertGraph(AlertConfig config) {
    this.config = config;
    this.inputs = new Inputs(config.input(), config.stateOf());
    this.outputs = new Outputs(config.outputs());
  }

  /**
   * Applies the whole pipeline.
   *
   * @throws io.tidemark.io.record.InputException if the input is not there
   * @throws io.tidemark.io.connector.OutputException if an output cannot be written
   */
  public static void build(Pipeline pipeline, AlertConfig config) {
    new AlertGraph(config).build(pipeline);
  }

  private void build(Pipeline pipeline) {
    Readings<ReadingBlock> readings = inputs.read(pipeline);
    if (config.windowing().isPresent()) {
      overWindows(readings, config.windowing().get());
    } else {
      Alerts alerts = config.alerts(config.allowedLateness());
      AlertsResult result = readings.readings().apply("Alerts", alerts.overBlocks());
      writeAll(readings, result.alerts(), result.late(), result.ledgers());
    }
  }

  private void overWindows(Readings<ReadingBlock> readings, Windowing windowing) {
    Duration slack = inputs.stride().map(stride -> stride.multipliedBy(2)).orElse(SLACK);
    AveragesResult<Series> averages =
        readings
            .readings()
            .apply(
                "Averages",
                Averages.<Series>perKey()
                    .withWindowing(windowing)
                    .withFiring(Firing.onTime().withAllowedLateness(config.allowedLateness()))
                    .withStatistics(config.statistics())
                    .withSlack(slack)
                    .overBlocks(Series.coder()));
    Alerts alerts = config.alerts(config.allowedLateness().plus(slack));
    AlertsResult result =
        averages.results().apply("Alerts", alerts.overResults(config.statistics()));
    PCollection<KV<Series, LateReading>> late =
        PCollectionList.of(averages.late())
            .and(result.late())
            .apply("Late", Flatten.pCollections());
    writeAll(readings, result.alerts(), late, PCollectionList.of(averages.ledger()));
  }

  private void writeAll(
      Readings<?> readings,
      PCollection<Alert> alerts,
      PCollection<KV<Series, LateReading>> late,
      PCollectionList<Ledger> ledgers) {
    PCollectionList<RejectedRecord> refused =
        alerts
            .apply("AlertRows", AlertRows.toRows())
            .setRowSchema(AlertRows.SCHEMA)
            .apply(
                "Output",
                outputs.results(AlertRows.ORDER).withKey(AlertRows.IDENTITY, AlertRows.REVISION));
    outputs.writeRejected(
        PCollectionList.of(readings.rejected())
            .and(refused.getAll())
            .and(outputs.writeLate(late).getAll()));
    outputs.writeLedger(PCollectionList.of(readings.ledger()).and(ledgers.getAll()));
  }
}
