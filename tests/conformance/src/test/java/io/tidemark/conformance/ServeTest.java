// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.pipelines.lookup.LookupConfig;
import io.tidemark.pipelines.lookup.LookupGraph;
import io.tidemark.pipelines.lookup.LookupOptions;
import io.tidemark.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.After;
import org.junit.Test;

/** The table of a run without end, asked while it runs. */
public class ServeTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private PipelineResult result;

  @Test
  public void aRunShowsItsTableAsLongAsItLasts() throws Exception {
    int port = freePort();
    run(port);

    String keys = "200 {\"keys\":[\"beach\",\"dock\",\"harbour\",\"lock\",\"pier\"]}";
    Await.until("all sensors are there", () -> keys.equals(get(port, "/series")));
    String before = get(port, "/series/pier");
    Await.until("there is something newer", () -> !before.equals(get(port, "/series/pier")));
    result.cancel();
    Await.until("the server has ended", () -> !answers(port));
  }

  @Test
  public void aTableOfAveragesShowsTheNewestOfEachSeries() throws Exception {
    int port = freePort();
    run(port, "--window=sliding:1m/5s", "--statistics=count,mean");

    Await.until("an average", () -> get(port, "/series/pier").startsWith("200 "));
    JsonNode first = newest(port);
    assertThat(
        Duration.between(time(first, "window_start"), time(first, "window_end")),
        equalTo(Duration.ofMinutes(1)));
    assertThat(time(first, "time"), equalTo(time(first, "window_end").minusMillis(1)));
    assertThat(first.get("count").asLong(), greaterThan(0L));
    assertThat(first.get("mean").isDouble(), equalTo(true));
    Await.until(
        "a newer one", () -> time(newest(port), "window_end").isAfter(time(first, "window_end")));
    result.cancel();
    Await.until("the server has ended", () -> !answers(port));
  }

  private JsonNode newest(int port) throws IOException, InterruptedException {
    JsonNode answer = new ObjectMapper().readTree(get(port, "/series/pier").substring(4));
    assertThat(answer.get("series").size(), equalTo(1));
    return answer.get("series").get(0);
  }

  private static Instant time(JsonNode row, String column) {
    return Instant.parse(row.get(column).asText());
  }

  @After
  public void cancel() throws IOException {
    result.cancel();
  }

  private void run(int port, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--table=demo:endless",
                "--speed=1000x",
                "--serve=127.0.0.1:" + port,
                "--blockOnRun=false",
                "--runner=DirectRunner"));
    all.addAll(List.of(more));
    LookupOptions options =
        PipelineOptionsFactory.fromArgs(all.toArray(new String[0])).as(LookupOptions.class);
    Pipeline pipeline = Pipeline.create(options);
    LookupGraph.build(pipeline, LookupConfig.of(options));
    result = pipeline.run();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private boolean answers(int port) throws InterruptedException {
    try {
      get(port, "/series");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String get(int port, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body().strip();
  }
}
