// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import io.tidemark.io.row.TextTable;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.Row;

/** Prints globally windowed rows one by one, under one key, in a table whose columns grow. */
final class PrintRowsAsTheyCome extends PTransform<PCollection<Row>, PDone> {
  private static final Coder<List<String>> CELLS_CODER = ListCoder.of(StringUtf8Coder.of());
  private static final Coder<KV<Integer, List<String>>> KEYED_CODER =
      KvCoder.of(VarIntCoder.of(), CELLS_CODER);
  private static final int KEY = 0;

  private final Schema schema;
  private final PrintRows.Console console;

  PrintRowsAsTheyCome(Schema schema, PrintRows.Console console) {
    this.schema = schema;
    this.console = console;
  }

  @Override
  public PDone expand(PCollection<Row> rows) {
    PCollection<KV<Integer, List<String>>> cells =
        rows.apply("Cells", ParDo.of(new CellsFn())).setCoder(KEYED_CODER);
    // No cells: no row, but the key is there and with it the timer that finds that none came.
    PCollection<KV<Integer, List<String>>> noCells =
        rows.getPipeline()
            .apply(
                "AlsoWithoutRows", Create.of(KV.of(KEY, List.<String>of())).withCoder(KEYED_CODER));
    PCollectionList.of(cells)
        .and(noCells)
        .apply("RowsAndEnd", Flatten.pCollections())
        .apply("Print", ParDo.of(new PrintRowFn(schema, console)));
    return PDone.in(rows.getPipeline());
  }

  private static final class CellsFn extends DoFn<Row, KV<Integer, List<String>>> {
    @ProcessElement
    public void process(@Element Row row, OutputReceiver<KV<Integer, List<String>>> out) {
      out.output(KV.of(KEY, TextTable.cells(row)));
    }
  }
}
