// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import io.tidemark.io.row.TextTable;
import java.util.List;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

/** Prints the cells of one key as lines of a table; an element without cells announces the key. */
final class PrintRowFn extends DoFn<KV<Integer, List<String>>, Void> {
  private final Schema schema;
  private final PrintRows.Console console;

  /** The widest cells so far; nothing before the header is printed. */
  @StateId("widest")
  private final StateSpec<ValueState<List<String>>> widestSpec =
      StateSpecs.value(ListCoder.of(StringUtf8Coder.of()));

  @TimerId("end")
  private final TimerSpec endSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  PrintRowFn(Schema schema, PrintRows.Console console) {
    this.schema = schema;
    this.console = console;
  }

  @ProcessElement
  public void process(
      @Element KV<Integer, List<String>> keyed,
      @AlwaysFetched @StateId("widest") ValueState<List<String>> widest,
      @TimerId("end") Timer end) {
    List<String> cells = keyed.getValue();
    if (cells.isEmpty()) {
      end.set(GlobalWindow.INSTANCE.maxTimestamp());
      return;
    }
    TextTable table = new TextTable(schema);
    List<String> before = widest.read();
    if (before != null) {
      table.widen(before);
    }
    table.widen(cells);
    widest.write(table.widest());
    print(before == null ? table.header() + table.line(cells) : table.line(cells));
  }

  @OnTimer("end")
  public void end(@AlwaysFetched @StateId("widest") ValueState<List<String>> widest) {
    if (widest.read() == null) {
      print(new TextTable(schema).header() + TextTable.NO_ROWS);
    }
  }

  private void print(String text) {
    console.stream().print(text);
    console.stream().flush();
  }
}
