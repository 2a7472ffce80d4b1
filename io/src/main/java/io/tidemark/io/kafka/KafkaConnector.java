// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.connector.Connector;
import io.tidemark.io.connector.SinkRequest;
import io.tidemark.io.connector.Source;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.transforms.reading.RejectedRecord;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/**
 * Kafka topics as inputs and outputs: {@code kafka://host:9092[,host:9092]/topic}.
 *
 * <p>The page on Kafka in the site says what is read and written, and which guarantees hold.
 */
public final class KafkaConnector implements Connector {
  /** For the service loader. */
  public KafkaConnector() {}

  @Override
  public String scheme() {
    return KafkaAddress.SCHEME;
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return KafkaOptions.class;
  }

  @Override
  public Source source(SourceRequest request) {
    return KafkaSource.of(request);
  }

  @Override
  public PTransform<PCollection<Row>, PCollectionList<RejectedRecord>> sink(SinkRequest request) {
    return KafkaSink.of(request);
  }
}
