// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import com.google.auto.value.AutoValue;
import io.tidemark.io.row.Columns;
import io.tidemark.io.row.RowOrder;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.Row;

/**
 * Prints rows on standard output as an aligned table.
 *
 * <pre>{@code
 * Schema schema = Schema.builder().addStringField("station").addDoubleField("mean").build();
 * PCollection<Row> means =
 *     pipeline.apply(
 *         Create.of(
 *                 Row.withSchema(schema).addValues("south", 23.25).build(),
 *                 Row.withSchema(schema).addValues("north", 21.5).build())
 *             .withRowSchema(schema));
 *
 * means.apply(PrintRows.create());
 * }</pre>
 *
 * <p>prints
 *
 * <pre>
 * station   mean
 * north     21.5
 * south    23.25
 * </pre>
 *
 * <ul>
 *   <li>Bounded input: one table when the input ends, sorted ({@link #withOrder}); all rows are
 *       held in memory.
 *   <li>Unbounded input: rows as they come, the header before the first; a column grows with its
 *       widest cell so far, and lines already printed stay as they are; or one table as well
 *       ({@link #withWholeTable}).
 *   <li>Without rows: the header and {@code (no rows)}, when the input ends.
 *   <li>Windows, timestamps and triggers of the input do not matter; no row is late here.
 *   <li>Numbers are aligned to the right, the rest to the left; null is blank.
 *   <li>A table of bounded input, or a row of unbounded input, is one write, so that threads do not
 *       interleave in it.
 *   <li>Where: standard output of the process that runs the step. That is the process of the user
 *       on Direct and embedded Flink, and a TaskManager's on a Flink cluster.
 *   <li>Delivery: exactly once on Direct, and on Flink without a failure. After a restart the table
 *       is printed again, and of unbounded input the rows since the last checkpoint; without
 *       checkpoints rows in flight are gone.
 *   <li>State: the column widths, under one key, so rows of unbounded input are printed by one
 *       thread.
 * </ul>
 */
@AutoValue
public abstract class PrintRows extends PTransform<PCollection<Row>, PDone> {
  /** Where to print. A supplier, since a stream cannot travel to the worker that prints. */
  public interface Console extends Serializable {
    /** The stream, asked for at each write. */
    PrintStream stream();
  }

  abstract Console console();

  abstract boolean whole();

  @SuppressWarnings("AutoValueImmutableFields") // Always of List.copyOf; Guava is no dependency.
  abstract List<String> firstBy();

  /** Prints on standard output. */
  public static PrintRows create() {
    return new AutoValue_PrintRows(() -> System.out, false, List.of());
  }

  /**
   * Prints unbounded input like bounded: as one table, when it ends. For a stream that soon does;
   * by default rows of unbounded input are printed as they come.
   */
  public PrintRows withWholeTable() {
    return new AutoValue_PrintRows(console(), true, firstBy());
  }

  /** Where to print, for instance standard error. Default: standard output. */
  public PrintRows withConsole(Console console) {
    return new AutoValue_PrintRows(console, whole(), firstBy());
  }

  /** The columns that a table is sorted by first; by default all from left to right. */
  public PrintRows withOrder(List<String> columns) {
    return new AutoValue_PrintRows(console(), whole(), List.copyOf(columns));
  }

  @Override
  public PDone expand(PCollection<Row> rows) {
    Schema schema = Columns.requireWritable(rows.getSchema());
    boolean asTheyCome = rows.isBounded() == IsBounded.UNBOUNDED && !whole();
    PCollection<Row> unwindowed =
        rows.apply(
            "Unwindow",
            Window.<Row>into(new GlobalWindows())
                .triggering(
                    asTheyCome
                        ? DefaultTrigger.of()
                        : Repeatedly.forever(AfterWatermark.pastEndOfWindow()))
                .withAllowedLateness(org.joda.time.Duration.ZERO)
                .discardingFiredPanes());
    if (asTheyCome) {
      return unwindowed.apply("AsTheyCome", new PrintRowsAsTheyCome(schema, console()));
    }
    PCollectionView<Iterable<Row>> all = unwindowed.apply("AllRows", View.asIterable());
    // One element, so that a table without rows is printed too.
    rows.getPipeline()
        .apply("Once", Create.of(0))
        .apply(
            "Print",
            ParDo.of(new PrintTableFn(schema, all, new RowOrder(firstBy()), console()))
                .withSideInputs(all));
    return PDone.in(rows.getPipeline());
  }
}
