// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import com.google.auto.value.AutoValue;
import io.tidemark.io.row.RowFormat;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.Row;

/**
 * Sends rows where an option says: into a file or a directory, or without one onto standard output.
 *
 * <pre>{@code
 * Schema schema = Schema.builder().addStringField("station").addDoubleField("mean").build();
 * PCollection<Row> means =
 *     pipeline.apply(
 *         Create.of(Row.withSchema(schema).addValues("north", 21.5).build())
 *             .withRowSchema(schema));
 *
 * String lateOutput = null; // the option was not given
 * means.apply(RowSink.to(lateOutput).withOptionName("--lateOutput"));
 * }</pre>
 *
 * <ul>
 *   <li>No address: {@link PrintRows}, with its contract.
 *   <li>Any other: {@link WriteRows}, with its contract.
 *   <li>Delivery, on Direct and on Flink with and without checkpoints: that of the sink chosen.
 *   <li>Errors: {@link OutputException} in one line, for whatever a user can mend.
 * </ul>
 */
@AutoValue
public abstract class RowSink extends PTransform<PCollection<Row>, PDone> {
  abstract Optional<WriteRows> files();

  abstract PrintRows table();

  /**
   * The sink for an address.
   *
   * @param address a file name, a directory ending in {@code /}, or null for standard output
   */
  public static RowSink to(String address) {
    return new AutoValue_RowSink(
        Optional.ofNullable(address).map(WriteRows::to), PrintRows.create());
  }

  /** See {@link WriteRows#withOptionName}; no effect on standard output. */
  public RowSink withOptionName(String name) {
    return new AutoValue_RowSink(files().map(write -> write.withOptionName(name)), table());
  }

  /** See {@link WriteRows#withFormat}; no effect on standard output. */
  public RowSink withFormat(RowFormat format) {
    return new AutoValue_RowSink(files().map(write -> write.withFormat(format)), table());
  }

  /** See {@link WriteRows#withGroups}; no effect on standard output. */
  public RowSink withGroups(SerializableFunction<Row, String> groups) {
    return new AutoValue_RowSink(files().map(write -> write.withGroups(groups)), table());
  }

  /** See {@link WriteRows#withResume}; no effect on standard output. */
  public RowSink withResume(boolean resume) {
    return new AutoValue_RowSink(files().map(write -> write.withResume(resume)), table());
  }

  /** See {@link PrintRows#withWholeTable}; no effect on files. */
  public RowSink withWholeTable() {
    return new AutoValue_RowSink(files(), table().withWholeTable());
  }

  /** See {@link PrintRows#withOrder}; no effect on files. */
  public RowSink withOrder(List<String> columns) {
    return new AutoValue_RowSink(files(), table().withOrder(columns));
  }

  @Override
  public PDone expand(PCollection<Row> rows) {
    if (files().isEmpty()) {
      return rows.apply("Print", table());
    }
    rows.apply("Write", files().get());
    return PDone.in(rows.getPipeline());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    files().ifPresent(write -> builder.include("files", write));
  }
}
