// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import io.tidemark.io.row.RowOrder;
import io.tidemark.io.row.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.Row;

/** Prints all rows of a view, sorted, in one write. */
final class PrintTableFn extends DoFn<Integer, Void> {
  private final Schema schema;
  private final PCollectionView<Iterable<Row>> rows;
  private final RowOrder order;
  private final PrintRows.Console console;

  PrintTableFn(
      Schema schema,
      PCollectionView<Iterable<Row>> rows,
      RowOrder order,
      PrintRows.Console console) {
    this.schema = schema;
    this.rows = rows;
    this.order = order;
    this.console = console;
  }

  @ProcessElement
  public void process(ProcessContext context) {
    List<Row> sorted = new ArrayList<>();
    context.sideInput(rows).forEach(sorted::add);
    sorted.sort(order);
    console.stream().print(table(sorted));
    console.stream().flush();
  }

  private String table(List<Row> sorted) {
    TextTable table = new TextTable(schema);
    List<List<String>> cells = sorted.stream().map(TextTable::cells).collect(Collectors.toList());
    cells.forEach(table::widen);
    StringBuilder text = new StringBuilder(table.header());
    cells.forEach(row -> text.append(table.line(row)));
    return text.append(cells.isEmpty() ? TextTable.NO_ROWS : "").toString();
  }
}
