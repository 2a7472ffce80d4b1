// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.testing.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Alerts of the demo, posted to a real server that fails now and then. */
@RunWith(Parameterized.class)
public class AlertWebhookTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The runners, as a user names them. */
  @Parameters(name = "{0}")
  public static List<String> runners() {
    return List.of("direct", "flink");
  }

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final String runner;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final AtomicInteger requests = new AtomicInteger();

  /** The steps taken of each alert, in the order they came in. */
  private final Map<String, List<Integer>> steps = new ConcurrentHashMap<>();

  private HttpServer server;

  public AlertWebhookTest(String runner) {
    this.runner = runner;
  }

  @Before
  public void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  @After
  public void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode alert = JSON.readTree(exchange.getRequestBody());
    boolean fails = requests.incrementAndGet() % 7 == 0;
    if (!fails) {
      steps
          .computeIfAbsent(alert.get("alert_id").asText(), id -> new CopyOnWriteArrayList<>())
          .add(alert.get("step").asInt());
    }
    exchange.sendResponseHeaders(fails ? 503 : 200, -1);
    exchange.close();
  }

  @Test
  public void theStepsOfAnAlertComeInOrderAndOnce() {
    Run run =
        Run.line(
            folder.getRoot().toPath(),
            "alert",
            "--input=demo:",
            "--runner=" + runner,
            "--output=http://127.0.0.1:" + server.getAddress().getPort() + "/hook");

    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(steps, is(aMapWithSize(greaterThan(10))));
    steps.forEach(
        (id, taken) -> assertThat(id, taken, equalTo(taken.stream().sorted().distinct().toList())));
  }

  @Test
  public void whatIsWrongWithAnAddressIsOneLineWithoutASecret() {
    Run run =
        Run.line(
            folder.getRoot().toPath(),
            "alert",
            "--input=demo:",
            "--output=https://me:secret@localhost/hook");

    assertThat(run.exitCode(), is(not(0)));
    assertThat(
        run.err(),
        startsWith("tidemark: --output=https://...: must hold no password: put Authorization"));
  }
}
