// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.connector.Connector;
import io.tidemark.io.connector.OutputException;
import io.tidemark.io.connector.SinkRequest;
import io.tidemark.io.connector.Source;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.time.DurationText;
import java.time.Duration;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/**
 * Tables of databases: {@code jdbc:postgresql://host/db?table=readings}.
 *
 * <p>The address is the URL of a JDBC driver on the class path, with two parameters that are ours:
 * {@code table}, and {@code user} if that is not {@code --jdbcUser}.
 */
public final class JdbcConnector implements Connector {
  /** For {@link java.util.ServiceLoader}. */
  public JdbcConnector() {}

  @Override
  public String scheme() {
    return "jdbc";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return JdbcOptions.class;
  }

  @Override
  public Source source(SourceRequest request) {
    JdbcOptions options = request.options().as(JdbcOptions.class);
    if (!request.format().equals(RecordFormat.byFileName())) {
      throw new InputException(
          String.format("--inputFormat=%s: a table has no format", request.format()));
    }
    TableInput input = input(request, options);
    if (options.getPoll() == null) {
      return new Source(false, false, new ReadTable(input));
    }
    return request.streamOfRecords(new PolledTable(input, interval(request, options)));
  }

  private static TableInput input(SourceRequest request, JdbcOptions options) {
    String masked = JdbcAddress.masked(request.address());
    if (!masked.equals(request.address())) {
      throw new InputException(String.format("--input=%s: %s", masked, JdbcAddress.NO_SECRETS));
    }
    try {
      JdbcAddress address = JdbcAddress.parse(request.address());
      return new TableInput(
          Database.of(address, options),
          masked,
          address.table(),
          request.schema(),
          options.getPartitionColumn());
    } catch (IllegalArgumentException e) {
      throw new InputException(String.format("--input=%s: %s", masked, e.getMessage()), e);
    }
  }

  private static Duration interval(SourceRequest request, JdbcOptions options) {
    if (options.getPartitionColumn() == null) {
      throw new InputException(
          "--poll needs --partitionColumn=COLUMN, the one that grows with each row");
    }
    Duration interval = positive(options.getPoll());
    if (request.stopWhenIdle().filter(silence -> silence.compareTo(interval) <= 0).isPresent()) {
      throw new InputException(
          String.format(
              "--stopWhenIdle=%s: must be more than --poll=%s, or it would end between two polls",
              DurationText.print(request.stopWhenIdle().get()), options.getPoll()));
    }
    return interval;
  }

  private static Duration positive(String text) {
    try {
      Duration interval = DurationText.parse(text);
      if (!interval.isNegative() && !interval.isZero()) {
        return interval;
      }
    } catch (IllegalArgumentException e) {
      throw new InputException(String.format("--poll=%s: must be a duration such as 10s", text), e);
    }
    throw new InputException(String.format("--poll=%s: must be more than 0", text));
  }

  @Override
  public PTransform<PCollection<Row>, PCollectionList<RejectedRecord>> sink(SinkRequest request) {
    String masked = JdbcAddress.masked(request.address());
    if (!masked.equals(request.address())) {
      throw new OutputException(request.option(), masked, JdbcAddress.NO_SECRETS);
    }
    JdbcOptions options = request.options().as(JdbcOptions.class);
    Integer batch = options.getJdbcBatch();
    if (batch != null && (batch < 1 || batch > WriteTable.LARGEST_BATCH)) {
      throw request.problem(
          String.format("--jdbcBatch=%s: must be 1 to %s", batch, WriteTable.LARGEST_BATCH));
    }
    try {
      JdbcAddress address = JdbcAddress.parse(request.address());
      TableOutput output =
          new TableOutput(
              Database.of(address, options),
              request.option(),
              request.address(),
              address.table(),
              request.key(),
              request.revision().orElse(null));
      return new WriteTable(
          output, options.isCreateTable(), batch == null ? WriteTable.BATCH : batch);
    } catch (IllegalArgumentException e) {
      throw request.problem(e.getMessage());
    }
  }
}
