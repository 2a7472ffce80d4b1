// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import static io.tidemark.io.row.Rows.SCHEMA;
import static io.tidemark.io.row.Rows.row;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;

public class PrintRowsTest {
  @Rule public final TestPipeline pipeline = TestPipeline.create();
  @Rule public final Consoles consoles = new Consoles();

  @Test
  public void boundedRowsAreOneSortedTableInOneWrite() {
    pipeline
        .apply(
            Create.of(
                    row("b", null, 10L, 1.5),
                    row("a", "2013-03-01T00:00:00Z", 9L, 20.25),
                    row("b", null, 9L, null),
                    row(null, null, null, Double.NaN))
                .withRowSchema(SCHEMA))
        .apply(print());
    pipeline.run();
    assertThat(
        consoles.writes(),
        contains(
            """
            key  time                  count   mean
                                                NaN
            a    2013-03-01T00:00:00Z      9  20.25
            b                              9
            b                             10    1.5
            """));
  }

  @Test
  public void boundedWithoutRowsSaysSo() {
    pipeline.apply(Create.empty(SCHEMA)).apply(print());
    pipeline.run();
    assertThat(consoles.text(), equalTo("key  time  count  mean\n(no rows)\n"));
  }

  @Test
  public void unboundedRowsComeInOrderOfArrivalUnderOneHeader() {
    pipeline
        .apply(
            TestStream.create(SCHEMA)
                .addElements(row("c", null, 1L, 1.5))
                .advanceProcessingTime(Duration.standardSeconds(1))
                .addElements(row("bbbbb", null, 2L, 10.5))
                .advanceProcessingTime(Duration.standardSeconds(1))
                .addElements(row("a", null, 3L, 0.5))
                .advanceWatermarkToInfinity())
        .apply(print());
    pipeline.run();
    assertThat(
        consoles.text(),
        equalTo(
            """
            key  time  count  mean
            c              1   1.5
            bbbbb            2  10.5
            a                3   0.5
            """));
    assertThat(consoles.writes(), hasSize(3));
  }

  @Test
  public void unboundedWithoutRowsSaysSoAtTheEnd() {
    pipeline.apply(TestStream.create(SCHEMA).advanceWatermarkToInfinity()).apply(print());
    pipeline.run();
    assertThat(consoles.text(), equalTo("key  time  count  mean\n(no rows)\n"));
  }

  @Test
  public void rowsBehindTheWatermarkAreNotLate() {
    pipeline
        .apply(
            TestStream.create(SCHEMA)
                .advanceWatermarkTo(Instant.parse("2013-03-01T12:00:00Z"))
                .addElements(TimestampedValue.of(row("a", null, 1L, null), Instant.EPOCH))
                .advanceWatermarkToInfinity())
        .apply(
            Window.<Row>into(FixedWindows.of(Duration.standardMinutes(1)))
                .withAllowedLateness(Duration.ZERO)
                .discardingFiredPanes())
        .apply(print());
    pipeline.run();
    assertThat(consoles.text(), equalTo("key  time  count  mean\na              1\n"));
  }

  private PrintRows print() {
    return PrintRows.create().withConsole(consoles.console());
  }
}
