// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The REST API of a Flink cluster, as
 * https://nightlies.apache.org/flink/flink-docs-release-1.19/docs/ops/rest_api/ describes it.
 *
 * <p>Whatever is wrong is a {@link ClusterException} of one line, within ten seconds.
 */
public final class FlinkRest {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int NOT_FOUND = 404;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String address;
  private final URI root;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  private FlinkRest(String address, URI root) {
    this.address = address;
    this.root = root;
  }

  /**
   * Connects to nothing yet.
   *
   * @param flinkMaster as in {@code --flinkMaster}: {@code host:8081}, or a URL
   * @throws ClusterException if it is not an address
   */
  public static FlinkRest at(String flinkMaster) {
    String url = flinkMaster.contains("://") ? flinkMaster : "http://" + flinkMaster;
    try {
      URI root = URI.create(url.endsWith("/") ? url : url + "/");
      if (root.getHost() != null && root.getPort() > 0) {
        return new FlinkRest(flinkMaster, root);
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new ClusterException(
        String.format("--flinkMaster '%s': must be the host:port of a Flink cluster", flinkMaster));
  }

  /** Where a browser finds a page of it, such as {@code #/job/ID}. */
  public String page(String path) {
    return root + path;
  }

  /** The answer to a question, such as {@code jobs/overview}. */
  public JsonNode get(String path) {
    return known(path, find(path));
  }

  /** The answer to a question; empty if it is about something that is not there. */
  public Optional<JsonNode> find(String path) {
    return ask(path, "GET", BodyPublishers.noBody());
  }

  /** A setting of the cluster, as it was written; empty if it has its default. */
  public Optional<String> setting(String key) {
    for (JsonNode setting : get("jobmanager/config")) {
      if (setting.path("key").asText().equals(key)) {
        return Optional.of(setting.path("value").asText());
      }
    }
    return Optional.empty();
  }

  /** Asks for something to be done, and returns what it says of it. */
  public JsonNode post(String path, Map<String, ?> request) {
    try {
      BodyPublisher body = BodyPublishers.ofString(JSON.writeValueAsString(request));
      return known(path, ask(path, "POST", body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + request, e);
    }
  }

  /** Asks for a change, and returns what it says of it. */
  public JsonNode patch(String path) {
    return known(path, ask(path, "PATCH", BodyPublishers.noBody()));
  }

  private JsonNode known(String path, Optional<JsonNode> answer) {
    return answer.orElseThrow(() -> new ClusterException(problem("knows nothing of " + path)));
  }

  private Optional<JsonNode> ask(String path, String method, BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve(path))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      return answer(client.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new ClusterException(problem("no Flink cluster answers there"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(problem("interrupted before it answered"), e);
    }
  }

  private Optional<JsonNode> answer(HttpResponse<String> response) throws JsonProcessingException {
    if (response.statusCode() == NOT_FOUND) {
      return Optional.empty();
    }
    if (response.statusCode() / 100 != 2) {
      throw new ClusterException(problem("says " + reason(response)));
    }
    return Optional.of(JSON.readTree(response.body()));
  }

  /** The first line of the first error: what follows is where in Flink it was thrown. */
  private static String reason(HttpResponse<String> response) {
    try {
      JsonNode errors = JSON.readTree(response.body()).path("errors");
      String last = errors.path(errors.size() - 1).asText();
      return last.lines().findFirst().orElse("HTTP " + response.statusCode());
    } catch (JsonProcessingException e) {
      return "HTTP " + response.statusCode() + ", and is perhaps not Flink";
    }
  }

  private String problem(String what) {
    return String.format("--flinkMaster '%s': %s", address, what);
  }
}
