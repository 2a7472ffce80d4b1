// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import com.google.auto.value.AutoValue;
import io.tidemark.io.connector.Connector;
import io.tidemark.io.connector.Connectors;
import io.tidemark.io.connector.OutputException;
import io.tidemark.io.connector.SinkRequest;
import io.tidemark.io.row.RowFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/**
 * Sends rows where an option says: to a connector, into a file or a directory, or without an
 * address onto standard output.
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
 *   <li>An address of a {@linkplain Connector connector}: that one, with its contract.
 *   <li>Any other: {@link WriteRows}, with its contract.
 *   <li>Output: the rows that the other side refused for good; the list is empty where that cannot
 *       be. Counter {@code sink_refused}, namespace {@code tidemark}.
 *   <li>Delivery, on Direct and on Flink with and without checkpoints: that of the sink chosen.
 *   <li>Errors: {@link OutputException} in one line, for whatever a user can mend.
 * </ul>
 */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields") // Of List.copyOf; Guava is no dependency.
public abstract class RowSink
    extends PTransform<PCollection<Row>, PCollectionList<RejectedRecord>> {
  abstract Optional<String> address();

  abstract String optionName();

  abstract Optional<RowFormat> format();

  abstract SerializableFunction<Row, String> groups();

  abstract boolean resume();

  abstract List<String> key();

  abstract Optional<String> revision();

  abstract PrintRows table();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setAddress(Optional<String> address);

    abstract Builder setOptionName(String name);

    abstract Builder setFormat(RowFormat format);

    abstract Builder setGroups(SerializableFunction<Row, String> groups);

    abstract Builder setResume(boolean resume);

    abstract Builder setKey(List<String> columns);

    abstract Builder setRevision(String column);

    abstract Builder setTable(PrintRows table);

    abstract RowSink build();
  }

  /**
   * The sink for an address.
   *
   * @param address a file name, a directory ending in {@code /}, an address of a connector, or null
   *     for standard output
   */
  public static RowSink to(String address) {
    return new AutoValue_RowSink.Builder()
        .setAddress(Optional.ofNullable(address))
        .setOptionName("--output")
        .setGroups(row -> FileNames.GLOBAL)
        .setResume(false)
        .setKey(List.of())
        .setTable(PrintRows.create())
        .build();
  }

  /** The option that errors name. Default {@code --output}. */
  public RowSink withOptionName(String name) {
    return toBuilder().setOptionName(name).build();
  }

  /** How rows are written; no effect on standard output. Default: see {@link WriteRows}. */
  public RowSink withFormat(RowFormat format) {
    return toBuilder().setFormat(format).build();
  }

  /** See {@link WriteRows#withGroups}; no effect but on files. */
  public RowSink withGroups(SerializableFunction<Row, String> groups) {
    return toBuilder().setGroups(groups).build();
  }

  /** See {@link WriteRows#withResume}; no effect but on files. */
  public RowSink withResume(boolean resume) {
    return toBuilder().setResume(resume).build();
  }

  /**
   * The columns that tell rows apart, and the one that counts their revisions: where the other side
   * can replace a row, the highest revision stays. No effect on files and standard output, which
   * keep all. Default: none, all rows stay.
   */
  public RowSink withKey(List<String> columns, String revision) {
    return toBuilder().setKey(List.copyOf(columns)).setRevision(revision).build();
  }

  /** See {@link PrintRows#withWholeTable}; no effect but on standard output. */
  public RowSink withWholeTable() {
    return toBuilder().setTable(table().withWholeTable()).build();
  }

  /** See {@link PrintRows#withOrder}; no effect but on standard output. */
  public RowSink withOrder(List<String> columns) {
    return toBuilder().setTable(table().withOrder(columns)).build();
  }

  @Override
  public PCollectionList<RejectedRecord> expand(PCollection<Row> rows) {
    if (address().isEmpty()) {
      rows.apply("Print", table());
      return PCollectionList.empty(rows.getPipeline());
    }
    Optional<Connector> connector = Connectors.of(address().get());
    if (connector.isPresent()) {
      return counted(rows.apply("Write", connector.get().sink(request(rows))));
    }
    rows.apply("Write", files(address().get()));
    return PCollectionList.empty(rows.getPipeline());
  }

  private static PCollectionList<RejectedRecord> counted(PCollectionList<RejectedRecord> refused) {
    if (refused.size() == 0) {
      return refused;
    }
    return PCollectionList.of(
        refused
            .apply("Refused", Flatten.pCollections())
            .apply("CountRefused", ParDo.of(new CountRefusedFn()))
            .setCoder(RejectedRecord.coder()));
  }

  private SinkRequest request(PCollection<Row> rows) {
    return new SinkRequest(
        address().orElseThrow(),
        optionName(),
        format(),
        key(),
        revision(),
        rows.getPipeline().getOptions());
  }

  private WriteRows files(String address) {
    WriteRows write =
        WriteRows.to(address)
            .withOptionName(optionName())
            .withGroups(groups())
            .withResume(resume());
    return format().map(write::withFormat).orElse(write);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    address().ifPresent(address -> builder.add(DisplayData.item("address", address)));
  }
}
