// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import io.tidemark.io.connector.OutputException;
import io.tidemark.io.row.Columns;
import io.tidemark.io.row.RowFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.IOException;
import java.util.UUID;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/** Publishes rows, each in its topic. */
final class PublishRows extends PTransform<PCollection<Row>, PCollectionList<RejectedRecord>> {
  private final MqttServer server;
  private final TopicTemplate topics;
  private final RowFormat format;
  private final boolean retain;
  private final String option;

  PublishRows(
      MqttServer server, TopicTemplate topics, RowFormat format, boolean retain, String option) {
    this.server = server;
    this.topics = topics;
    this.format = format;
    this.retain = retain;
    this.option = option;
  }

  @Override
  public PCollectionList<RejectedRecord> expand(PCollection<Row> rows) {
    Schema schema = Columns.requireWritable(rows.getSchema());
    try {
      topics.requireColumns(schema);
      MqttConnection.open(
              server,
              "tidemark-" + UUID.randomUUID(),
              Mqtt5Connect.builder().build(),
              publish -> {})
          .close();
    } catch (IllegalArgumentException | MqttProblem | IOException e) {
      throw new OutputException(option, server.toString(), e.getMessage(), e);
    }
    PCollection<RejectedRecord> refused =
        rows.apply("Publish", ParDo.of(new PublishFn(server, topics, format, retain)))
            .setCoder(RejectedRecord.coder());
    return PCollectionList.of(refused);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder
        .add(DisplayData.item("address", server.toString()))
        .add(DisplayData.item("format", format.name()))
        .add(DisplayData.item("retain", retain));
  }
}
