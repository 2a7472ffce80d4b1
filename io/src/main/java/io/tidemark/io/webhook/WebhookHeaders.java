// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.webhook;

import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Headers of requests. Their values are never printed. */
final class WebhookHeaders implements Serializable {
  private final Map<String, String> values;

  private WebhookHeaders(Map<String, String> values) {
    this.values = values;
  }

  static WebhookHeaders none() {
    return new WebhookHeaders(new TreeMap<>());
  }

  /**
   * Reads a properties file.
   *
   * @throws IllegalArgumentException that says in one line what is wrong with it
   */
  static WebhookHeaders read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("cannot be read as a properties file", e);
    }
    Map<String, String> values = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      requireAllowed(name, properties.getProperty(name));
      values.put(name, properties.getProperty(name));
    }
    return new WebhookHeaders(values);
  }

  private static void requireAllowed(String name, String value) {
    try {
      HttpRequest.newBuilder(URI.create("http://localhost/")).header(name, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format("'%s' must be a header that may be set, of printable text", name));
    }
  }

  void addTo(HttpRequest.Builder request) {
    for (Map.Entry<String, String> header : values.entrySet()) {
      request.setHeader(header.getKey(), header.getValue());
    }
  }

  @Override
  public String toString() {
    return "WebhookHeaders";
  }
}
