// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import io.tidemark.io.block.ReadBlocks;
import io.tidemark.io.block.Readings;
import io.tidemark.io.demo.DemoRecording;
import io.tidemark.io.file.InputFiles;
import io.tidemark.io.file.Originals;
import io.tidemark.io.replay.FileRecording;
import io.tidemark.io.replay.Recording;
import io.tidemark.io.replay.Replay;
import io.tidemark.io.row.RowFormat;
import io.tidemark.io.sink.RowSink;
import io.tidemark.pipelines.launcher.PublishLedgerFn;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.averages.PaneTable;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.firing.Accumulation;
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
    if (config.source().isEmpty() && !config.isStreaming() && plan.usesTables()) {
      fold(pipeline, isDirect(pipeline) ? plan.withShards(shardsOnDirect()) : plan);
      return;
    }
    Readings<ReadingBlock> readings = pipeline.apply("Source", source());
    if (config.mended().isPresent()) {
      readings = readings.and("AndMended", pipeline.apply("Mended", mended()));
    }
    writeAll(readings, readings.readings().apply("Averages", plan.overBlocks(Series.coder())));
  }

  private void fold(Pipeline pipeline, Averages.PerKey<Series> plan) {
    Readings<KV<Integer, PaneTable>> readings =
        pipeline.apply("Source", files().foldedBy(plan.fold()));
    if (config.mended().isPresent()) {
      readings =
          readings.and("AndMended", pipeline.apply("Mended", mended().foldedBy(plan.fold())));
    }
    writeAll(readings, readings.readings().apply("Averages", plan.overFolded(Series.coder())));
  }

  private static boolean isDirect(Pipeline pipeline) {
    return pipeline.getOptions().getRunner().getSimpleName().equals("DirectRunner");
  }

  /** Each shard is a bundle of every transform that follows, and there a bundle costs much. */
  private int shardsOnDirect() {
    return Math.min(config.shards().count(), MOST_SHARDS_ON_DIRECT);
  }

  private void writeAll(Readings<?> readings, AveragesResult<Series> averages) {
    PCollectionList<RejectedRecord> rejected =
        PCollectionList.of(readings.rejected()).and(writeResults(averages).getAll());
    if (config.lateOutput().isPresent()) {
      rejected = rejected.and(writeLate(averages, config.lateOutput().get()).getAll());
    }
    if (config.rejectedOutput().isPresent()) {
      writeRejected(rejected, config.rejectedOutput().get());
    }
    PCollection<Ledger> ledger =
        PCollectionList.of(readings.ledger())
            .and(averages.ledger())
            .apply("Ledgers", Flatten.pCollections())
            .apply("Ledger", config.isEndless() ? Ledgers.totalOfSome() : Ledgers.total());
    ledger.apply("PublishLedger", ParDo.of(new PublishLedgerFn()));
    config.ledger().ifPresent(address -> writeLedger(ledger, address));
  }

  private PTransform<PBegin, Readings<ReadingBlock>> source() {
    if (config.source().isPresent()) {
      return config.source().get().read();
    }
    if (!config.isStreaming()) {
      return files();
    }
    Replay replay = Replay.of(recording()).withWatermark(config.watermark());
    return config.speed().isPresent() ? replay.withSpeed(config.speed().getAsDouble()) : replay;
  }

  private ReadBlocks files() {
    return ReadBlocks.from(InputFiles.of(config.input()))
        .withFormat(config.inputFormat())
        .withSchema(config.schema());
  }

  private ReadBlocks mended() {
    InputFiles rows = InputFiles.of(config.mended().orElseThrow()).withOptionName("--mended");
    return ReadBlocks.from(rows).withOriginals(originals()).withSchema(config.schema());
  }

  private Originals originals() {
    return config.source().isPresent() || config.demo().isPresent()
        ? Originals.of(config.inputFormat().forMessages())
        : Originals.of(InputFiles.of(config.input()).list(), config.inputFormat());
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
    Averages.PerKey<Series> averages =
        Averages.<Series>perKey()
            .withWindowing(config.windowing())
            .withFiring(config.firing())
            .withStatistics(config.statistics())
            .withPlan(config.plan())
            .withShards(config.shards().count())
            .withStateOf(config.stateOf());
    // While a reading of a recording is on its way the watermark moves by a stride; twice that is
    // on
    // the safe side.
    return config.source().isPresent()
        ? averages
        : averages.withSlack(Replay.stride(config.watermark()).multipliedBy(2));
  }

  private PCollectionList<RejectedRecord> writeResults(AveragesResult<Series> averages) {
    ResultRows rows = new ResultRows(config.statistics());
    RowSink sink = sink("output", ResultRows.ORDER, config.output().orElse(null));
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

  private PCollectionList<RejectedRecord> writeLate(
      AveragesResult<Series> averages, String address) {
    return averages
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
      return config.formatOf(address).map(sink::withFormat).orElse(sink);
    }
    // A recording read as fast as possible is soon at its end; at a pace, rows are worth seeing.
    return config.isEndless() || config.speed().isPresent() ? sink : sink.withWholeTable();
  }

  private void writeRejected(PCollectionList<RejectedRecord> rejected, String address) {
    rejected
        .apply("Rejected", Flatten.pCollections())
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
