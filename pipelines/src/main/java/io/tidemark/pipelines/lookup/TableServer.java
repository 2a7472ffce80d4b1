// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.pipelines.launcher.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.BindException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Shows a table by HTTP, as JSON, to who has the token if there is one. */
final class TableServer implements AutoCloseable {
  private static final String LIST = "/series";
  private static final String ONE = "/series/";
  private static final int USUAL = 100;
  private static final int MOST = 1_000;
  private static final int THREADS = 4;
  private static final JsonFactory JSON = new JsonFactory();

  private final LiveTable<?> table;
  private final Optional<String> token;
  private final HttpServer server;
  private final ExecutorService threads;

  private TableServer(LiveTable<?> table, Optional<String> token, HttpServer server) {
    this.table = table;
    this.token = token;
    this.server = server;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "tidemark-serve");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Begins to serve.
   *
   * @throws UsageException if nobody can listen there
   */
  static TableServer start(ServeAddress address, LiveTable<?> table) {
    try {
      HttpServer http = HttpServer.create(address.socket(), 0);
      TableServer server = new TableServer(table, address.token(), http);
      http.createContext("/", server::handle);
      http.setExecutor(server.threads);
      http.start();
      return server;
    } catch (BindException e) {
      throw UsageException.of(
          "serve", address.toString(), "the port is taken, or the host is not this one");
    } catch (IOException e) {
      throw UsageException.of("serve", address.toString(), "cannot listen: " + e.getMessage());
    }
  }

  /** The port, also where 0 was asked for. */
  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isAllowed(exchange)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        answer(exchange, 401, error("needs the token: Authorization: Bearer TOKEN"));
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        answer(exchange, 405, error("must be GET"));
      } else {
        find(exchange);
      }
    }
  }

  /** Takes the same time however much of the token is right. */
  private boolean isAllowed(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    return token.isEmpty()
        || (given != null && MessageDigest.isEqual(utf8(given), utf8("Bearer " + token.get())));
  }

  private void find(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals(LIST)) {
      list(exchange);
    } else if (path.startsWith(ONE)) {
      one(exchange, path.substring(ONE.length()));
    } else {
      answer(exchange, 404, error("there is /series and /series/KEY"));
    }
  }

  private void one(HttpExchange exchange, String key) throws IOException {
    List<String> series = table.json(key);
    if (series.isEmpty()) {
      answer(exchange, 404, error("the table has no such key"));
    } else {
      answer(exchange, 200, key(key, series));
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    String limit = parameter(exchange, "limit");
    int most = limit == null ? USUAL : limit.matches("\\d{1,4}") ? Integer.parseInt(limit) : 0;
    if (most < 1 || most > MOST) {
      answer(exchange, 400, error("limit must be from 1 to " + MOST));
      return;
    }
    List<String> keys = table.keys(parameter(exchange, "after"), most + 1);
    answer(exchange, 200, keys(keys, most));
  }

  private static String parameter(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getRawQuery();
    for (String part : query == null ? new String[0] : query.split("&", -1)) {
      if (part.startsWith(name + "=")) {
        return URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  private static String key(String key, List<String> series) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("key", key);
      json.writeArrayFieldStart("series");
      for (String each : series) {
        json.writeRawValue(each);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  /** One key more than there may be says that there are more. */
  private static String keys(List<String> keys, int most) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("keys");
      for (String each : keys.subList(0, Math.min(most, keys.size()))) {
        json.writeString(each);
      }
      json.writeEndArray();
      if (keys.size() > most) {
        json.writeStringField("after", keys.get(most - 1));
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static String error(String problem) {
    return "{\"error\":\"" + problem + "\"}";
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = utf8(json + "\n");
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
