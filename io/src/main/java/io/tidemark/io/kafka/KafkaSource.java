// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.block.Readings;
import io.tidemark.io.connector.Source;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.reading.Message;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.block.ReadingBlock;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;

/** A topic as a source. */
final class KafkaSource {
  private KafkaSource() {}

  static Source of(SourceRequest request) {
    KafkaAddress address =
        KafkaAddress.parse(request.address())
            .orElseThrow(
                () ->
                    new InputException(
                        String.format("--input '%s': %s", request.address(), KafkaAddress.SHAPE)));
    KafkaOptions options = request.options().as(KafkaOptions.class);
    KafkaSettings settings = KafkaSettings.of(address, options);
    KafkaFeed feed = KafkaFeed.of(settings, KafkaStart.of(options, settings));
    Source stream =
        new SourceRequest(
                request.address(),
                format(request.format()),
                schema(request.schema()),
                request.watermark(),
                request.stopWhenIdle(),
                request.options())
            .stream(feed);
    return new Source(
        stream.isUnbounded(), stream.isEndless(), new CheckedRead(feed, stream.read()));
  }

  /** JSON if nobody said anything else; who names columns means CSV. */
  private static RecordFormat format(RecordFormat format) {
    if (!format.toString().isEmpty()) {
      return format;
    }
    return format.columns().isEmpty()
        ? RecordFormat.jsonLines()
        : RecordFormat.csv()
            .withCsvDelimiter(String.valueOf(format.delimiter()))
            .withCsvHeader(format.columns());
  }

  /** Kafka's timestamps are milliseconds; nobody need say so. */
  private static ReadingSchema schema(ReadingSchema schema) {
    for (String field : schema.fields()) {
      if (Message.isAttribute(field) && !KafkaMessage.ATTRIBUTES.contains(field)) {
        throw new InputException(
            String.format(
                "field '%s': records of Kafka have %s",
                field, String.join(", ", KafkaMessage.ATTRIBUTES)));
      }
    }
    return schema.timeField().equals(KafkaMessage.TIMESTAMP)
            && schema.timeFormat().equals(TimeFormat.iso())
        ? schema.withTimeFormat(TimeFormat.parse("epochMillis"))
        : schema;
  }

  /** Asks for the topic before anything runs. */
  private static final class CheckedRead extends PTransform<PBegin, Readings<ReadingBlock>> {
    private final transient KafkaFeed feed;
    private final transient PTransform<PBegin, Readings<ReadingBlock>> read;

    CheckedRead(KafkaFeed feed, PTransform<PBegin, Readings<ReadingBlock>> read) {
      this.feed = feed;
      this.read = read;
    }

    @Override
    public Readings<ReadingBlock> expand(PBegin begin) {
      feed.requireTopic();
      return begin.apply("Topic", read);
    }
  }
}
