// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.webhook;

import io.tidemark.io.connector.OutputException;
import io.tidemark.io.connector.SinkMetrics;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.FluentBackoff;
import org.apache.beam.sdk.util.Sleeper;

/**
 * A server that takes requests. What may pass is tried again, each time after about twice as long,
 * for two minutes in all.
 */
final class Webhook implements Serializable {
  private static final FluentBackoff BACKOFF =
      FluentBackoff.DEFAULT
          .withExponent(2)
          .withInitialBackoff(org.joda.time.Duration.millis(100))
          .withMaxBackoff(org.joda.time.Duration.standardSeconds(10))
          .withMaxCumulativeBackoff(org.joda.time.Duration.standardMinutes(2));
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Too early, too slow, too many. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private final URI address;
  private final WebhookHeaders headers;
  private final String option;
  private transient HttpClient client;

  /**
   * A webhook.
   *
   * @param option that named it, for errors
   * @throws IllegalArgumentException if the address is none of a server
   */
  Webhook(String address, WebhookHeaders headers, String option) {
    this.address = parse(address);
    this.headers = headers;
    this.option = option;
  }

  private static URI parse(String address) {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be http://host:port/path or https://...");
    }
    if (uri.getHost() == null || uri.getFragment() != null) {
      throw new IllegalArgumentException("must be http://host:port/path or https://...");
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "must hold no password: put Authorization into the file of --webhookHeaders");
    }
    return uri;
  }

  /**
   * Posts JSON.
   *
   * @return why the server refused it for good; empty if it has it
   * @throws OutputException if the server does not take it in time
   */
  Optional<String> post(String json, String idempotencyKey, SinkMetrics metrics)
      throws InterruptedException {
    HttpRequest request = request(json, idempotencyKey);
    BackOff backOff = BACKOFF.backoff();
    while (true) {
      String problem;
      try {
        int status = client().send(request, BodyHandlers.discarding()).statusCode();
        if (status / 100 == 2) {
          return Optional.empty();
        }
        problem = "answers " + status;
        if (status / 100 != 5 && !PASSING.contains(status)) {
          return Optional.of(problem);
        }
      } catch (IOException e) {
        problem = "does not answer: " + e.getClass().getSimpleName();
      }
      if (!BackOffUtils.next(Sleeper.DEFAULT, backOff)) {
        throw new OutputException(option, toString(), problem + ", for two minutes");
      }
      metrics.addRetries(1);
    }
  }

  private HttpRequest request(String json, String idempotencyKey) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofString(json));
    headers.addTo(request);
    return request.build();
  }

  private HttpClient client() {
    if (client == null) {
      client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    }
    return client;
  }

  /** The server alone: a path or a query may be as good as a password. */
  @Override
  public String toString() {
    return String.format("%s://%s", address.getScheme(), address.getAuthority());
  }
}
