// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import io.tidemark.pipelines.launcher.UsageException;
import io.tidemark.transforms.reading.Series;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A table as a person with a browser sees it. */
public class TableServerTest {
  private static final String ANY = "127.0.0.1:0";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final HttpClient client = HttpClient.newHttpClient();
  private final LiveTable<Double> table = table(Long.MAX_VALUE);

  @Test
  public void aKeyHasAllItsSeries() throws Exception {
    table.put(Series.of("pier", "temp"), 2_000, 11.5);
    table.put(Series.of("pier", "temp"), 1_000, 10.5); // older
    table.put(Series.of("pier", "hum"), 1_000, Double.POSITIVE_INFINITY);
    try (TableServer server = TableServer.start(ServeAddress.of(ANY, null), table)) {
      assertThat(
          get(server, "/series/pier"),
          equalTo(
              "200 {\"key\":\"pier\",\"series\":["
                  + "{\"field\":\"hum\",\"time\":\"1970-01-01T00:00:01Z\",\"value\":\"Infinity\"},"
                  + "{\"field\":\"temp\",\"time\":\"1970-01-01T00:00:02Z\",\"value\":11.5}]}"));
      assertThat(
          get(server, "/series/dock"), equalTo("404 {\"error\":\"the table has no such key\"}"));
      assertThat(get(server, "/"), equalTo("404 {\"error\":\"there is /series and /series/KEY\"}"));
    }
  }

  @Test
  public void aKeyMayBeAnyText() throws Exception {
    table.put(Series.of("a/b \"\u00e9\"?", "t"), 0, 1.0);
    try (TableServer server = TableServer.start(ServeAddress.of(ANY, null), table)) {
      assertThat(
          get(server, "/series/a/b%20%22%C3%A9%22%3F"),
          equalTo(
              "200 {\"key\":\"a/b \\\"\u00e9\\\"?\",\"series\":["
                  + "{\"field\":\"t\",\"time\":\"1970-01-01T00:00:00Z\",\"value\":1.0}]}"));
    }
  }

  @Test
  public void keysAreListedPageByPage() throws Exception {
    for (String key : new String[] {"c", "a", "b d", "e"}) {
      table.put(Series.of(key, "t"), 0, 1.0);
    }
    try (TableServer server = TableServer.start(ServeAddress.of(ANY, null), table)) {
      assertThat(
          get(server, "/series?limit=2"),
          equalTo("200 {\"keys\":[\"a\",\"b d\"],\"after\":\"b d\"}"));
      assertThat(get(server, "/series?limit=2&after=b+d"), equalTo("200 {\"keys\":[\"c\",\"e\"]}"));
      assertThat(get(server, "/series"), equalTo("200 {\"keys\":[\"a\",\"b d\",\"c\",\"e\"]}"));
      assertThat(
          get(server, "/series?limit=0"),
          equalTo("400 {\"error\":\"limit must be from 1 to 1000\"}"));
    }
  }

  @Test
  public void whatIsPastItsTimeToLiveIsNotThere() throws Exception {
    LiveTable<Double> shortLived = table(1_000);
    shortLived.put(Series.of("old", "t"), 0, 1.0);
    shortLived.put(Series.of("new", "t"), 1_000, 1.0);
    try (TableServer server = TableServer.start(ServeAddress.of(ANY, null), shortLived)) {
      assertThat(get(server, "/series"), equalTo("200 {\"keys\":[\"new\"]}"));
      assertThat(
          get(server, "/series/old"), equalTo("404 {\"error\":\"the table has no such key\"}"));
    }
  }

  @Test
  public void whoHasNotTheTokenSeesNothing() throws Exception {
    Path file = Files.writeString(folder.getRoot().toPath().resolve("token"), "0123456789abcdef\n");
    ServeAddress address = ServeAddress.of(ANY, file.toString());
    String refused = "401 {\"error\":\"needs the token: Authorization: Bearer TOKEN\"}";
    try (TableServer server = TableServer.start(address, table)) {
      assertThat(get(server, "/series"), equalTo(refused));
      assertThat(send(request(server, "/series", "Bearer 0123456789abcdeF")), equalTo(refused));
      assertThat(
          send(request(server, "/series", "Bearer 0123456789abcdef")),
          equalTo("200 {\"keys\":[]}"));
    }
  }

  @Test
  public void thereIsNothingToChange() throws Exception {
    try (TableServer server = TableServer.start(ServeAddress.of(ANY, null), table)) {
      HttpRequest post =
          HttpRequest.newBuilder(uri(server.port(), "/series/pier"))
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      assertThat(send(post), equalTo("405 {\"error\":\"must be GET\"}"));
    }
  }

  @Test
  public void aPortThatIsTakenIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      UsageException e =
          assertThrows(
              UsageException.class, () -> TableServer.start(ServeAddress.of(address, null), table));
      assertThat(
          e.getMessage(),
          equalTo("--serve '" + address + "': the port is taken, or the host is not this one"));
    }
  }

  private static LiveTable<Double> table(long timeToLive) {
    return new LiveTable<>(timeToLive, TableColumns.ofReadings(), DoubleCoder.of());
  }

  private String get(TableServer server, String path) throws IOException, InterruptedException {
    return send(request(server.port(), path));
  }

  private static HttpRequest request(TableServer server, String path, String authorization) {
    return HttpRequest.newBuilder(uri(server.port(), path))
        .header("Authorization", authorization)
        .build();
  }

  private static HttpRequest request(int port, String path) {
    return HttpRequest.newBuilder(uri(port, path)).build();
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body().strip();
  }
}
