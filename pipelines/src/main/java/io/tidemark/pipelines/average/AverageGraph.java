// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import io.tidemark.io.block.Readings;
import io.tidemark.io.sink.RowSink;
import io.tidemark.pipelines.input.Inputs;
import io.tidemark.pipelines.output.Outputs;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.averages.PaneTable;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.reading.Series;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The graph of {@code average}: source, decode, windows, statistics, sinks, ledger. */
public final class AverageGraph {
  private static final Logger LOG = LoggerFactory.getLogger(AverageGraph.class);

  private final AverageConfig config;

  private AverageGraph(AverageConfig config) {
    this.config = config;
  }

  /**
   * Applies the whole pipeline.
   *
   * @throws io.tidemark.io.record.InputException if the input is not there
   * @throws io.tidemark.io.connector.OutputException if an output cannot be written
   */
  public static void build(Pipeline pipeline, AverageConfig config) {
    new AverageGraph(config).build(pipeline);
  }

  private void build(Pipeline pipeline) {
    Averages.PerKey<Series> plan =
        isDirect(pipeline) ? averages(config).withShards(shardsOnDirect()) : averages(config);
    LOG.info(
        "{} windows by the {} plan", config.windowing(), plan.usesTables() ? "fast" : "reference");
    Inputs inputs = new Inputs(config.input(), config.stateOf());
    if (inputs.isFoldable() && plan.isFoldable()) {
      fold(pipeline, inputs, plan);
      return;
    }
    Readings<ReadingBlock> readings = inputs.read(pipeline);
    writeAll(readings, readings.readings().apply("Averages", plan.overBlocks(Series.coder())));
  }

  private void fold(Pipeline pipeline, Inputs inputs, Averages.PerKey<Series> plan) {
    Readings<KV<Integer, PaneTable>> readings = inputs.fold(pipeline, plan.fold());
    writeAll(readings, readings.readings().apply("Averages", plan.overFolded(Series.coder())));
  }

  private static boolean isDirect(Pipeline pipeline) {
    return pipeline.getOptions().getRunner().getSimpleName().equals("DirectRunner");
  }

  /** Each shard is a bundle of every transform that follows, and there a bundle costs much. */
  private int shardsOnDirect() {
    int enough = Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors());
    return Math.min(config.shards().count(), enough);
  }

  private void writeAll(Readings<?> readings, AveragesResult<Series> averages) {
    Outputs outputs = new Outputs(config.outputs());
    outputs.writeRejected(
        PCollectionList.of(readings.rejected())
            .and(writeResults(averages, outputs).getAll())
            .and(outputs.writeLate(averages.late()).getAll()));
    outputs.writeLedger(PCollectionList.of(readings.ledger()).and(averages.ledger()));
  }

  /** The averages that a config asks for. */
  public static Averages.PerKey<Series> averages(AverageConfig config) {
    Averages.PerKey<Series> averages =
        Averages.<Series>perKey()
            .withWindowing(config.windowing())
            .withFiring(config.firing())
            .withStatistics(config.statistics())
            .withFilling(config.filling())
            .withPlan(config.plan())
            .withShards(config.shards().count())
            .withStateOf(config.stateOf());
    // Twice the stride is on the safe side.
    return new Inputs(config.input())
        .stride()
        .map(stride -> averages.withSlack(stride.multipliedBy(2)))
        .orElse(averages);
  }

  private PCollectionList<RejectedRecord> writeResults(
      AveragesResult<Series> averages, Outputs outputs) {
    ResultRows rows = new ResultRows(config.statistics());
    RowSink sink = outputs.results(ResultRows.ORDER).withGroups(ResultRows::window);
    return averages
        .results()
        .apply("ResultRows", rows.toRows())
        .setRowSchema(rows.schema())
        .apply("Output", sink.withKey(identity(), ResultRows.REVISION));
  }

  /** What discarding revisions have in common is their window; they add up, so all must stay. */
  private List<String> identity() {
    return config.firing().accumulation() == Accumulation.DISCARDING
        ? ResultRows.ORDER
        : ResultRows.IDENTITY;
  }
}
