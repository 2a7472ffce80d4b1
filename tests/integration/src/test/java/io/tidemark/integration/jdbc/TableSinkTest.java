// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.jdbc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import io.tidemark.io.jdbc.JdbcOptions;
import io.tidemark.io.sink.RowSink;
import io.tidemark.testing.Run;
import io.tidemark.testing.Seed;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Tables written to. */
public class TableSinkTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .addStringField("key")
          .addNullableField("window_start", FieldType.DATETIME)
          .addInt64Field("revision")
          .addNullableField("mean", FieldType.DOUBLE)
          .build();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void theHighestRevisionStaysInWhateverOrderRowsCome() throws IOException, SQLException {
    Random random = new Random(Seed.of("TableSinkTest"));
    String h2 = "jdbc:h2:" + folder.getRoot().toPath().resolve("h2");
    Server.shared().execute("DROP TABLE IF EXISTS revisions");
    Map<String, String> expected = new TreeMap<>();
    for (int run = 0; run < 3; run++) {
      List<Row> rows = revisions(random, expected);
      write(Server.shared().address("revisions"), rows);
      write(h2 + "?table=revisions", rows);
    }

    List<String> postgres =
        Server.shared()
            .rows(
                "SELECT key, extract(epoch from window_start)::bigint, revision, mean FROM"
                    + " revisions");
    assertThat(sorted(postgres), equalTo(sorted(expected.values())));
    try (Connection connection = DriverManager.getConnection(h2)) {
      assertThat(
          sorted(
              Server.rows(
                  connection,
                  "SELECT \"KEY\", cast(extract(epoch from window_start) as bigint), revision,"
                      + " cast(mean as bigint) FROM revisions")),
          equalTo(sorted(expected.values())));
    }
  }

  /** Rows of few keys, some without a window; the value says of which run and revision it is. */
  private static List<Row> revisions(Random random, Map<String, String> expected) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      String key = "k" + random.nextInt(9);
      Long window = random.nextInt(4) == 0 ? null : random.nextInt(5) * 3_600L;
      long revision = random.nextInt(200);
      String identity = key + "," + (window == null ? "" : window);
      // Equal revisions are equal rows, as they are after a restart.
      long mean = revision * 10;
      rows.add(
          row(
              key,
              window == null ? null : Instant.ofEpochMilli(window * 1000),
              revision,
              (double) mean));
      String old = expected.get(identity);
      if (old == null || Long.parseLong(old.split(",", -1)[2]) <= revision) {
        expected.put(identity, identity + "," + revision + "," + mean);
      }
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  @Test
  public void refusedRowsComeOutAndAllOthersAreWritten() throws IOException, SQLException {
    Server.shared()
        .execute(
            "DROP TABLE IF EXISTS choosy",
            "CREATE TABLE choosy (key varchar(3), window_start timestamptz, revision bigint,"
                + " mean double precision CHECK (mean < 1000), UNIQUE NULLS NOT DISTINCT (key,"
                + " window_start))");
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      rows.add(row("" + i, null, 0, (double) i));
    }
    rows.add(row("long", null, 0, 1.0));
    rows.add(row("big", null, 0, 1000.0));
    rows.add(row("\0", null, 0, 1.0));
    Collections.shuffle(rows, new Random(1));

    List<RejectedRecord> rejected = write(Server.shared().address("choosy"), rows);

    assertThat(
        Server.shared().rows("SELECT count(*), sum(mean) FROM choosy"), contains("700,244650"));
    assertThat(rejected, hasSize(3));
    String all = rejected.toString();
    assertThat(
        all,
        allOf(
            containsString("source=table choosy"),
            containsString("value too long for type character varying(3)"),
            containsString("violates check constraint"),
            containsString(
                "{\"key\":\"big\",\"window_start\":null,\"revision\":0,\"mean\":1000.0}")));
  }

  @Test
  public void doublesAreWrittenToTheBit() throws IOException, SQLException {
    Server.shared().execute("DROP TABLE IF EXISTS bits");
    double[] values = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      -0.0,
      0.1,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      1 / 3.0
    };
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      rows.add(row("" + i, Instant.ofEpochMilli(0), 0, values[i]));
    }
    rows.add(row("none", Instant.ofEpochMilli(0), 0, null));

    assertThat(write(Server.shared().address("bits"), rows), hasSize(0));
    List<String> read = Server.shared().rows("SELECT mean FROM bits ORDER BY key");
    for (int i = 0; i < values.length; i++) {
      assertThat(
          Double.doubleToRawLongBits(Double.parseDouble(read.get(i))),
          equalTo(Double.doubleToRawLongBits(values[i])));
    }
    assertThat(read.get(values.length), equalTo(""));
  }

  @Test
  public void discardedRevisionsAllStay() throws IOException, SQLException {
    Server.shared().execute("DROP TABLE IF EXISTS discarded");
    String[] options = {
      "average",
      "--input=demo:1000",
      "--allowedLateness=1h",
      "--accumulation=discarding",
      "--statistics=count"
    };
    Run files =
        Run.average(folder.getRoot().toPath(), Arrays.copyOfRange(options, 1, options.length));
    Run.line(
            folder.getRoot().toPath(),
            with(options, "--createTable", "--output=" + Server.shared().address("discarded")))
        .succeeds();

    long inFile =
        files.succeeds().rows().stream()
            .mapToLong(row -> Long.parseLong(row.split(",", -1)[6]))
            .sum();
    assertThat(inFile, greaterThan(0L));
    assertThat(
        Server.shared().rows("SELECT sum(count) FROM discarded"), contains(Long.toString(inFile)));
  }

  private static String[] with(String[] options, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.addAll(Arrays.asList(more));
    return all.toArray(new String[0]);
  }

  private static List<String> sorted(java.util.Collection<String> rows) {
    return rows.stream().sorted().toList();
  }

  private static Row row(String key, Instant window, long revision, Double mean) {
    return Row.withSchema(SCHEMA).addValues(key, window, revision, mean).build();
  }

  /** Writes rows into a table, which is created if need be, and returns the refused ones. */
  private static List<RejectedRecord> write(String address, List<Row> rows) {
    SeenFn.SEEN.clear();
    JdbcOptions options = PipelineOptionsFactory.create().as(JdbcOptions.class);
    options.setCreateTable(true);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("Rows", Create.of(rows).withRowSchema(SCHEMA))
        .apply("Write", RowSink.to(address).withKey(List.of("key", "window_start"), "revision"))
        .apply("Refused", Flatten.pCollections())
        .apply("See", ParDo.of(new SeenFn()));
    pipeline.run().waitUntilFinish();
    return List.copyOf(SeenFn.SEEN);
  }

  private static final class SeenFn extends DoFn<RejectedRecord, Void> {
    private static final Queue<RejectedRecord> SEEN = new ConcurrentLinkedQueue<>();

    @ProcessElement
    public void see(@Element RejectedRecord record) {
      SEEN.add(record);
    }
  }
}
