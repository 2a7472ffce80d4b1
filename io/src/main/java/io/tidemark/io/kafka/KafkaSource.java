// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.connector.Source;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.reading.Message;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.InputException;

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
    return request.withSchema(schema(request.schema())).stream(feed);
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
}
