// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

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
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.Test;

/** The table of a run without end, asked while it runs. */
public class ServeTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  public void aRunShowsItsTableAsLongAsItLasts() throws Exception {
    int port = freePort();
    LookupOptions options =
        PipelineOptionsFactory.fromArgs(
                "--table=demo:endless",
                "--speed=1000x",
                "--serve=127.0.0.1:" + port,
                "--blockOnRun=false",
                "--runner=DirectRunner")
            .as(LookupOptions.class);
    Pipeline pipeline = Pipeline.create(options);
    LookupGraph.build(pipeline, LookupConfig.of(options));
    PipelineResult result = pipeline.run();

    String keys = "200 {\"keys\":[\"beach\",\"dock\",\"harbour\",\"lock\",\"pier\"]}";
    Await.until("all sensors are there", () -> keys.equals(get(port, "/series")));
    String before = get(port, "/series/pier");
    Await.until("there is something newer", () -> !before.equals(get(port, "/series/pier")));
    result.cancel();
    Await.until("the server has ended", () -> !answers(port));
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
