// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.webhook;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.io.connector.OutputException;
import io.tidemark.io.sink.RowSink;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Rows posted to a real server of the JDK. */
public class WebhookTest {
  private static final Schema SCHEMA =
      Schema.builder().addStringField("id").addInt64Field("step").build();
  private static final String SECRET = "Bearer s3cr3t";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private HttpServer server;

  @Before
  public void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  @After
  public void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int status = 204;
    if (body.contains("bad")) {
      status = 422;
    } else if (failures.getAndDecrement() > 0) {
      status = 503;
    } else {
      taken.add(exchange.getRequestHeaders().getFirst("Idempotency-Key") + " " + body);
      authorizations.add(exchange.getRequestHeaders().getFirst("Authorization") + "");
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Test
  public void eachRowIsPostedWithItsKeyAndTheHeadersOfTheFile() throws IOException {
    run(headers(), row("a", 1), row("b", 1));

    assertThat(
        taken,
        containsInAnyOrder("a/1 {\"id\":\"a\",\"step\":1}", "b/1 {\"id\":\"b\",\"step\":1}"));
    assertThat(authorizations, hasSize(2));
    assertThat(authorizations, everyItem(is(SECRET)));
  }

  @Test
  public void rowsOfAKeyStayInOrderAlsoWhenTheServerFailsInBetween() throws IOException {
    failures.set(3);
    List<Row> rows = new ArrayList<>();
    for (int step = 0; step < 20; step++) {
      rows.add(row("a", step));
    }

    run(PipelineOptionsFactory.create(), rows.toArray(new Row[0]));

    assertThat(
        taken,
        contains(
            rows.stream()
                .map(
                    row ->
                        String.format("a/%1$s {\"id\":\"a\",\"step\":%1$s}", row.getInt64("step")))
                .toArray(String[]::new)));
  }

  @Test
  public void rowsThatOvertookEachOtherArePutInOrder() {
    TestPipeline pipeline = pipeline(PipelineOptionsFactory.create());
    TestStream<Row> stream =
        TestStream.create(RowCoder.of(SCHEMA))
            .advanceWatermarkTo(Instant.ofEpochMilli(0))
            .addElements(TimestampedValue.of(row("a", 3), Instant.ofEpochMilli(20)))
            .addElements(TimestampedValue.of(row("a", 1), Instant.ofEpochMilli(10)))
            .advanceWatermarkTo(Instant.ofEpochMilli(30))
            .addElements(TimestampedValue.of(row("a", 4), Instant.ofEpochMilli(40)))
            .advanceProcessingTime(Duration.standardSeconds(3))
            .addElements(TimestampedValue.of(row("a", 2), Instant.ofEpochMilli(35)))
            .advanceWatermarkToInfinity();
    pipeline
        .apply("Stream", stream)
        .setRowSchema(SCHEMA)
        .apply("Post", RowSink.to(address()).withKey(List.of("id"), "step"));
    pipeline.run().waitUntilFinish();

    // The watermark did not tell that the second was on its way still when patience was lost.
    assertThat(
        taken.stream().map(text -> text.replaceFirst(" .*", "")).toList(),
        contains("a/1", "a/3", "a/4", "a/2"));
  }

  @Test
  public void whatTheServerRefusesIsGivenOut() {
    TestPipeline pipeline = pipeline(PipelineOptionsFactory.create());
    PCollectionList<RejectedRecord> refused = post(pipeline, row("bad", 1), row("good", 1));
    PAssert.thatSingleton(refused.get(0))
        .isEqualTo(
            RejectedRecord.of(
                "webhook http://127.0.0.1:" + server.getAddress().getPort(),
                "the server answers 422",
                "{\"id\":\"bad\",\"step\":1}"));
    pipeline.run().waitUntilFinish();

    assertThat(taken, hasSize(1));
  }

  @Test
  public void neitherHeadersNorPathAreShown() throws IOException {
    Webhook webhook =
        new Webhook(address(), WebhookHeaders.read(Path.of(headerFile())), "--output");
    DisplayData shown =
        DisplayData.from(new PostRows(webhook, new PostKey(List.of(), Optional.empty())));

    assertThat(shown.toString() + webhook, not(containsString("hook?")));
    assertThat(shown.toString() + webhook, not(containsString("s3cr3t")));
  }

  @Test
  public void mistakesAreOneLine() throws IOException {
    assertThat(problem("http://user:pw@localhost/x"), not(containsString("pw@")));
    assertThat(
        problem("http:///x"),
        is("--output=http://...: must be http://host:port/path or https://..."));
    Path file = folder.getRoot().toPath().resolve("bad.properties");
    Files.writeString(file, "Host=secret");
    PipelineOptions options = PipelineOptionsFactory.create();
    options.as(WebhookOptions.class).setWebhookHeaders(file.toString());
    assertThat(
        assertThrows(OutputException.class, () -> post(pipeline(options), row("a", 1)))
            .getMessage(),
        is(
            String.format(
                "--output=http://...: --webhookHeaders=%s: 'Host' must be a header that may be"
                    + " set, of printable text",
                file)));
  }

  private String problem(String address) {
    TestPipeline pipeline = pipeline(PipelineOptionsFactory.create());
    return assertThrows(
            OutputException.class,
            () ->
                pipeline
                    .apply(Create.of(row("a", 1)).withRowSchema(SCHEMA))
                    .apply(RowSink.to(address)))
        .getMessage();
  }

  private void run(PipelineOptions options, Row... rows) {
    TestPipeline pipeline = pipeline(options);
    post(pipeline, rows);
    pipeline.run().waitUntilFinish();
  }

  private PCollectionList<RejectedRecord> post(TestPipeline pipeline, Row... rows) {
    return pipeline
        .apply("Once", Create.of(""))
        .apply("Rows", ParDo.of(new RowsFn(rows))) // in one bundle, so they are in order
        .setRowSchema(SCHEMA)
        .apply("Post", RowSink.to(address()).withKey(List.of("id"), "step"));
  }

  private static TestPipeline pipeline(PipelineOptions options) {
    return TestPipeline.fromOptions(options).enableAbandonedNodeEnforcement(false);
  }

  private String address() {
    return String.format("http://127.0.0.1:%s/hook?x=1", server.getAddress().getPort());
  }

  private PipelineOptions headers() throws IOException {
    PipelineOptions options = PipelineOptionsFactory.create();
    options.as(WebhookOptions.class).setWebhookHeaders(headerFile());
    return options;
  }

  private String headerFile() throws IOException {
    Path file = folder.getRoot().toPath().resolve("headers.properties");
    return Files.writeString(file, "Authorization=" + SECRET).toString();
  }

  private static Row row(String id, long step) {
    return Row.withSchema(SCHEMA).addValues(id, step).build();
  }

  private static final class RowsFn extends DoFn<String, Row> {
    private final Row[] rows;

    RowsFn(Row... rows) {
      this.rows = rows;
    }

    @ProcessElement
    public void process(OutputReceiver<Row> out) {
      for (Row row : rows) {
        out.output(row);
      }
    }
  }
}
