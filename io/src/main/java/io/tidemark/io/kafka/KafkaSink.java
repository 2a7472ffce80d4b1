// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.connector.SinkRequest;
import io.tidemark.io.row.Columns;
import io.tidemark.io.row.RowFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import java.time.Clock;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/**
 * Writes rows into a topic, at least once.
 *
 * <ul>
 *   <li>Key: the key columns; their records are in one partition, so that a compacted topic keeps
 *       the latest of each. Value: the row. Timestamp: see {@link TopicRecords}.
 *   <li>Output: rows that are larger than the broker takes.
 *   <li>At least once: a bundle is done when the brokers have all of it; what is done again is sent
 *       again.
 * </ul>
 */
final class KafkaSink extends PTransform<PCollection<Row>, PCollectionList<RejectedRecord>> {
  private final transient SinkRequest request;
  private final transient KafkaSettings settings;

  private KafkaSink(SinkRequest request, KafkaSettings settings) {
    this.request = request;
    this.settings = settings;
  }

  static KafkaSink of(SinkRequest request) {
    KafkaAddress address =
        KafkaAddress.parse(request.address())
            .orElseThrow(() -> request.problem(KafkaAddress.SHAPE));
    KafkaOptions options = request.options().as(KafkaOptions.class);
    return new KafkaSink(request, KafkaSettings.of(address, options));
  }

  @Override
  public PCollectionList<RejectedRecord> expand(PCollection<Row> rows) {
    Columns.requireWritable(rows.getSchema());
    TopicCheck.partitions(settings, request::problem);
    RowFormat format = request.format().orElse(RowFormat.JSON_LINES);
    TopicRecords records = new TopicRecords(format, request.key(), Clock.systemUTC());
    PCollection<TopicRecord> toWrite =
        rows.apply("Record", ParDo.of(new RecordFn(records))).setCoder(TopicRecord.coder());
    return produce(toWrite);
  }

  private PCollectionList<RejectedRecord> produce(PCollection<TopicRecord> records) {
    return PCollectionList.of(
        records
            .apply("Produce", ParDo.of(new ProduceFn(settings, request.option())))
            .setCoder(RejectedRecord.coder()));
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
    builder.add(DisplayData.item("address", settings.address().toString()).withLabel("Topic"));
  }
}
