// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.webhook;

import io.tidemark.io.connector.Connector;
import io.tidemark.io.connector.OutputException;
import io.tidemark.io.connector.SinkRequest;
import io.tidemark.io.connector.Source;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.record.InputException;
import io.tidemark.io.row.RowFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/**
 * Webhooks: {@code https://host:port/path}, as an output.
 *
 * <ul>
 *   <li>Output: a POST of JSON for each row; rows of the same key columns one after the other, by
 *       their revision, as far as the watermark tells that they are there.
 *   <li>Delivery: at least once. The header {@code Idempotency-Key} is the same each time a row is
 *       sent.
 *   <li>Answers: 2xx is taken; 408, 425, 429, 5xx and none at all are tried again for two minutes,
 *       then the run fails. What gets any other is given out.
 * </ul>
 */
public final class WebhookConnector implements Connector {
  /** For the service loader. */
  public WebhookConnector() {}

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public boolean takes(String address) {
    return address.startsWith("http://") || address.startsWith("https://");
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return WebhookOptions.class;
  }

  @Override
  public Source source(SourceRequest request) {
    throw new InputException("--input: http addresses are outputs; nothing is read from them");
  }

  @Override
  public PTransform<PCollection<Row>, PCollectionList<RejectedRecord>> sink(SinkRequest request) {
    if (!request.format().orElse(RowFormat.JSON_LINES).equals(RowFormat.JSON_LINES)) {
      throw new OutputException(
          request.option(), shown(request), "rows are sent as JSON: --outputFormat must be jsonl");
    }
    try {
      return new PostRows(
          new Webhook(request.address(), headers(request), request.option()),
          new PostKey(request.key(), request.revision()));
    } catch (IllegalArgumentException e) {
      throw new OutputException(request.option(), shown(request), e.getMessage(), e);
    }
  }

  /** What is behind the scheme may be as good as a password. */
  private static String shown(SinkRequest request) {
    return request.address().replaceFirst("//.*", "//...");
  }

  private static WebhookHeaders headers(SinkRequest request) {
    String file = request.options().as(WebhookOptions.class).getWebhookHeaders();
    return Optional.ofNullable(file)
        .map(
            name -> {
              try {
                return WebhookHeaders.read(Path.of(name));
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                    String.format("--webhookHeaders=%s: %s", name, e.getMessage()), e);
              }
            })
        .orElse(WebhookHeaders.none());
  }
}
