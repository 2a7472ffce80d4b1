// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import io.tidemark.io.block.ReadBlocks;
import io.tidemark.io.demo.DemoRecording;
import io.tidemark.io.file.FileRecording;
import io.tidemark.io.file.InputFiles;
import io.tidemark.io.file.ReadFiles;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.Readings;
import io.tidemark.io.replay.Recording;
import io.tidemark.io.replay.Replay;
import io.tidemark.io.row.RowFormat;
import io.tidemark.io.sink.RowSink;
import io.tidemark.pipelines.launcher.PublishLedgerFn;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.averages.PaneTable;
import io.tidemark.transforms.averages.Plan;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.ledger.Ledgers;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.reading.Series;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The graph of {@code average}: source, decode, windows, statistics, sinks, ledger. */
public final class AverageGraph {
  private static final Logger LOG = LoggerFactory.getLogger(AverageGraph.class);

  /** Tables of bounded input are merged by so many threads at most. */
  private static final int MOST_SHARDS_ON_DIRECT = 8;

  private final AverageConfig config;

  private AverageGraph(AverageConfig config) {
    this.config = config;
  }

  /**
   * Applies the whole pipeline.
   *
   * @throws io.tidemark.io.record.InputException if the input is not there
   * @throws io.tidemark.io.sink.OutputException if an output cannot be written
   */
  public static void build(Pipeline pipeline, AverageConfig config) {
    new AverageGraph(config).build(pipeline);
  }

  private void build(Pipeline pipeline) {
    Averages.PerKey<Series> plan = averages();
    LOG.info(
        "{} windows by the {} plan", config.windowing(), plan.usesTables() ? "fast" : "reference");
    if (config.isStreaming() || config.plan() == Plan.REFERENCE) {
      Readings.Result readings =
          pipeline.apply("Source", source()).apply("Readings", Readings.of(config.schema()));
      AveragesResult<Series> averages = readings.readings().apply("Averages", plan);
      writeAll(averages, readings.rejected(), readings.ledger());
    } else if (plan.usesTables()) {
      fold(pipeline, isDirect(pipeline) ? plan.withShards(shardsOnDirect()) : plan);
    } else {
      ReadBlocks.Result<ReadingBlock> readings = pipeline.apply("Source", blocks());
      AveragesResult<Series> averages =
          readings.readings().apply("Averages", plan.overBlocks(Series.coder()));
      writeAll(averages, readings.rejected(), readings.ledger());
    }
  }

  private void fold(Pipeline pipeline, Averages.PerKey<Series> plan) {
    ReadBlocks.Result<KV<Integer, PaneTable>> readings =
        pipeline.apply("Source", blocks().foldedBy(plan.fold()));
    AveragesResult<Series> averages =
        readings.readings().apply("Averages", plan.overFolded(Series.coder()));
    writeAll(averages, readings.rejected(), readings.ledger());
  }

  private static boolean isDirect(Pipeline pipeline) {
    return pipeline.getOptions().getRunner().getSimpleName().equals("DirectRunner");
  }

  /** Each shard is a bundle of every transform that follows, and there a bundle costs much. */
  private int shardsOnDirect() {
    return Math.min(config.shards().count(), MOST_SHARDS_ON_DIRECT);
  }

  private void writeAll(
      AveragesResult<Series> averages,
      PCollection<RejectedRecord> rejected,
      PCollection<Ledger> readingsLedger) {
    writeResults(averages);
    config.lateOutput().ifPresent(address -> writeLate(averages, address));
    config.rejectedOutput().ifPresent(address -> writeRejected(rejected, address));
    PCollection<Ledger> ledger =
        PCollectionList.of(readingsLedger)
            .and(averages.ledger())
            .apply("Ledgers", Flatten.pCollections())
            .apply("Ledger", Ledgers.total());
    ledger.apply("PublishLedger", ParDo.of(new PublishLedgerFn()));
    config.ledger().ifPresent(address -> writeLedger(ledger, address));
  }

  private ReadBlocks blocks() {
    return ReadBlocks.from(InputFiles.of(config.input()))
        .withFormat(config.inputFormat())
        .withSchema(config.schema());
  }

  private PTransform<PBegin, PCollection<DecodedRecord>> source() {
    if (!config.isStreaming()) {
      return ReadFiles.from(InputFiles.of(config.input()))
          .withFormat(config.inputFormat())
          .withSchema(config.schema());
    }
    Replay replay = Replay.of(recording()).withWatermark(config.watermark());
    return config.speed().isPresent() ? replay.withSpeed(config.speed().getAsDouble()) : replay;
  }

  private Recording recording() {
    if (config.demo().isEmpty()) {
      InputFiles files = InputFiles.of(config.input());
      files.list(); // that there are none is better known now than when the run has begun
      return FileRecording.of(files, config.inputFormat(), config.schema());
    }
    DemoInput demo = config.demo().get();
    return demo.records().isPresent()
        ? DemoRecording.of(config.seed(), demo.records().getAsLong(), config.schema())
        : DemoRecording.endless(config.seed(), config.schema());
  }

  private Averages.PerKey<Series> averages() {
    return Averages.<Series>perKey()
        .withWindowing(config.windowing())
        .withFiring(config.firing())
        .withStatistics(config.statistics())
        .withPlan(config.plan())
        .withShards(config.shards().count())
        // While a reading is on its way the watermark moves by a stride; twice that is on the safe
        // side.
        .withSlack(Replay.stride(config.watermark()).multipliedBy(2));
  }

  private void writeResults(AveragesResult<Series> averages) {
    ResultRows rows = new ResultRows(config.statistics());
    averages
        .results()
        .apply("ResultRows", rows.toRows())
        .setRowSchema(rows.schema())
        .apply("Output", sink("output", ResultRows.ORDER, config.output().orElse(null)));
  }

  private void writeLate(AveragesResult<Series> averages, String address) {
    averages
        .late()
        .apply("LateRows", LateRows.toRows())
        .setRowSchema(LateRows.SCHEMA)
        .apply("LateOutput", sink("lateOutput", List.of(), address));
  }

  private RowSink sink(String option, List<String> order, String address) {
    RowSink sink =
        RowSink.to(address)
            .withOptionName("--" + option)
            .withGroups(ResultRows::window)
            .withResume(config.resume())
            .withOrder(order);
    if (address != null) {
      return sink.withFormat(config.formatOf(address));
    }
    // A recording read as fast as possible is soon at its end; at a pace, rows are worth seeing.
    return config.isEndless() || config.speed().isPresent() ? sink : sink.withWholeTable();
  }

  private void writeRejected(PCollection<RejectedRecord> rejected, String address) {
    rejected
        .apply("RejectedRows", RejectedRows.toRows())
        .setRowSchema(RejectedRows.SCHEMA)
        .apply(
            "RejectedOutput",
            RowSink.to(address)
                .withOptionName("--rejectedOutput")
                .withResume(config.resume())
                .withFormat(RowFormat.JSON_LINES));
  }

  private static void writeLedger(PCollection<Ledger> ledger, String address) {
    ledger
        .apply("LedgerRow", LedgerRows.toRows())
        .setRowSchema(LedgerRows.SCHEMA)
        .apply(
            "LedgerOutput",
            RowSink.to(address).withOptionName("--ledger").withFormat(RowFormat.JSON_LINES));
  }
}
