// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.webhook;

import io.tidemark.io.option.Usage;
import io.tidemark.io.option.UsageGroup;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Options of webhooks. */
public interface WebhookOptions extends PipelineOptions {
  /** Headers of each request. */
  @Usage(
      group = UsageGroup.OUTPUT,
      order = 60,
      unit = "file",
      example = "webhook.properties",
      otherwise = "none")
  @Description(
      "A properties file of headers for each request to a webhook, such as Authorization=Bearer ...,"
          + " which is read where the run is started and never printed.")
  String getWebhookHeaders();

  void setWebhookHeaders(String file);
}
