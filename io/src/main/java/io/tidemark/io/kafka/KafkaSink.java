// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.connector.OutputException;
import io.tidemark.io.connector.SinkRequest;
import io.tidemark.io.option.CheckpointOptions;
import io.tidemark.io.row.Columns;
import io.tidemark.io.row.RowFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import java.time.Clock;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Writes rows into a topic: at least once, or once in transactions.
 *
 * <ul>
 *   <li>Key: the key columns; their records are in one partition, so that a compacted topic keeps
 *       the latest of each. Value: the row. Timestamp: see {@link TopicRecords}.
 *   <li>Output: rows that are larger than the broker takes. With transactions that is known before
 *       they are in one, see {@link RecordLimit}.
 *   <li>At least once: a bundle is done when the brokers have all of it; what is done again is sent
 *       again.
 *   <li>Once: see {@link TransactFn}.
 * </ul>
 */
final class KafkaSink extends PTransform<PCollection<Row>, PCollectionList<RejectedRecord>> {
  private static final int BUFFERS = 8;

  private final transient SinkRequest request;
  private final transient KafkaSettings settings;
  private final boolean exactlyOnce;

  private KafkaSink(SinkRequest request, KafkaSettings settings, boolean exactlyOnce) {
    this.request = request;
    this.settings = settings;
    this.exactlyOnce = exactlyOnce;
  }

  static KafkaSink of(SinkRequest request) {
    KafkaAddress address =
        KafkaAddress.parse(request.address())
            .orElseThrow(() -> request.problem(KafkaAddress.SHAPE));
    KafkaOptions options = request.options().as(KafkaOptions.class);
    return new KafkaSink(request, KafkaSettings.of(address, options), options.isExactlyOnce());
  }

  @Override
  public PCollectionList<RejectedRecord> expand(PCollection<Row> rows) {
    Columns.requireWritable(rows.getSchema());
    if (exactlyOnce) {
      requireCheckpoints(rows);
    }
    TopicCheck.partitions(settings, request::problem);
    RowFormat format = request.format().orElse(RowFormat.JSON_LINES);
    TopicRecords records = new TopicRecords(format, request.key(), Clock.systemUTC());
    PCollection<TopicRecord> toWrite =
        rows.apply("Record", ParDo.of(new RecordFn(records))).setCoder(TopicRecord.coder());
    RecordLimit limit = limit();
    KafkaSettings fitting = settings.withBatchesUpTo(limit);
    return exactlyOnce ? transact(toWrite, fitting, limit) : produce(toWrite, fitting);
  }

  private PCollectionList<RejectedRecord> produce(
      PCollection<TopicRecord> records, KafkaSettings fitting) {
    return PCollectionList.of(
        records
            .apply("Produce", ParDo.of(new ProduceFn(fitting, request.option())))
            .setCoder(RejectedRecord.coder()));
  }

  private PCollectionList<RejectedRecord> transact(
      PCollection<TopicRecord> records, KafkaSettings fitting, RecordLimit limit) {
    PCollectionTuple measured =
        records.apply(
            "Fit",
            ParDo.of(new FitFn(settings.address().topic(), limit))
                .withOutputTags(FitFn.FITTING, TupleTagList.of(FitFn.TOO_LARGE)));
    measured
        .get(FitFn.FITTING)
        .setCoder(TopicRecord.coder())
        .apply("Unwindow", Window.into(new GlobalWindows()))
        .apply("Shard", ParDo.of(new ShardFn()))
        .setCoder(KvCoder.of(VarIntCoder.of(), TopicRecord.coder()))
        .apply("Number", ParDo.of(new NumberFn()))
        .setCoder(NumberedRecord.coder())
        .apply("Transact", ParDo.of(new TransactFn(fitting, request.option())));
    return PCollectionList.of(measured.get(FitFn.TOO_LARGE).setCoder(RejectedRecord.coder()));
  }

  private RecordLimit limit() {
    RecordLimit producer = settings.limit();
    return TopicCheck.limit(settings, request::problem).map(producer::and).orElse(producer);
  }

  private void requireCheckpoints(PCollection<Row> rows) {
    CheckpointOptions options = rows.getPipeline().getOptions().as(CheckpointOptions.class);
    boolean isFlink = options.getRunner().getSimpleName().endsWith("FlinkRunner");
    if (!isFlink
        || rows.isBounded() == IsBounded.BOUNDED
        || options.getCheckpointingInterval() < 1) {
      throw new OutputException(
          "--exactlyOnce",
          "true",
          "needs a stream on Flink with checkpoints: --runner=flink"
              + " --checkpointingInterval=10000 (milliseconds)");
    }
    // Else a stream that comes to its end fails there, since what waits for the last checkpoint
    // holds the watermark.
    options.setEnableStableInputDrain(true);
    // Beam has one buffer more than this for what waits, and uses one anew before it is empty where
    // several checkpoints wait to be final: it would give out what is in no checkpoint.
    options.setNumConcurrentCheckpoints(Math.max(BUFFERS, options.getNumConcurrentCheckpoints()));
  }

  private static final class RecordFn extends DoFn<Row, TopicRecord> {
    private final TopicRecords records;

    RecordFn(TopicRecords records) {
      this.records = records;
    }

    @ProcessElement
    public void record(@Element Row row, OutputReceiver<TopicRecord> out) {
      out.output(records.of(row));
    }
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder
        .add(DisplayData.item("address", settings.address().toString()).withLabel("Topic"))
        .add(DisplayData.item("exactlyOnce", exactlyOnce).withLabel("In transactions"));
  }
}
