// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.Assert.assertThrows;

import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.reading.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;

public class ReadingsTest {
  private static final ReadingSchema SCHEMA = ReadingSchema.ofValues("temp", "pm").withKey("k");
  private static final RejectedRecord REJECTION = RejectedRecord.of("f:2", "why", "x");

  @Rule public final TestPipeline pipeline = TestPipeline.create();

  @Test
  public void readingsCarryTheTimeOfTheirRecord() {
    Readings.Result result =
        records(
            DecodedRecord.of("blue").at(-5).value(1).value(2).build(),
            DecodedRecord.of("blue").at(7).missing().value(Double.POSITIVE_INFINITY).build());
    PAssert.that(result.readings().apply(Reify.timestamps()))
        .containsInAnyOrder(
            List.of(
                reading("blue", "temp", -5, 1),
                reading("blue", "pm", -5, 2),
                reading("blue", "pm", 7, Double.POSITIVE_INFINITY)));
    pipeline.run();
  }

  @Test
  public void rejectedRecordsComeOutOncePerCause() {
    Readings.Result result =
        records(
            DecodedRecord.rejected(2, REJECTION),
            DecodedRecord.of("blue").at(1).rejected(REJECTION).rejected(REJECTION).build());
    PAssert.that(result.rejected()).containsInAnyOrder(REJECTION, REJECTION, REJECTION);
    PAssert.that(result.readings()).empty();
    pipeline.run();
  }

  @Test
  public void ledgersAddUpToWhatWasReadAndAreFewerThanRecords() {
    int records = 1000;
    Readings.Result result = records(mixed(records));
    PAssert.that(result.ledger())
        .satisfies(sumIs(4L * records, records, 2L * records, 2 * records));
    pipeline.run();
  }

  @Test
  public void countersCountWhatLedgersCount() {
    records(mixed(100));
    PipelineResult run = pipeline.run();
    assertThat(counters(run), hasEntry("read", 400L));
    assertThat(counters(run), hasEntry("missing", 100L));
    assertThat(counters(run), hasEntry("rejected", 200L));
  }

  @Test
  public void emptyInputHasNoLedger() {
    Readings.Result result =
        pipeline.apply(Create.empty(DecodedRecord.coder())).apply("Readings", Readings.of(SCHEMA));
    PAssert.that(result.ledger()).empty();
    PAssert.that(result.readings()).empty();
    PAssert.that(result.rejected()).empty();
    pipeline.run();
  }

  @Test
  public void inputInOtherWindowsIsRefused() {
    pipeline.enableAbandonedNodeEnforcement(false);
    PCollection<DecodedRecord> windowed =
        pipeline
            .apply(Create.empty(DecodedRecord.coder()))
            .apply(Window.into(FixedWindows.of(Duration.standardHours(1))));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> windowed.apply(Readings.of(SCHEMA)));
    assertThat(
        e.getMessage().startsWith("Readings: the input must be in the global window, is in"),
        is(true));
  }

  /** As many records again with two rejected readings as with a missing one. */
  private static DecodedRecord[] mixed(int count) {
    List<DecodedRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(DecodedRecord.rejected(2, REJECTION));
      records.add(DecodedRecord.of("k" + i).at(i).missing().value(i).build());
    }
    return records.toArray(DecodedRecord[]::new);
  }

  private Readings.Result records(DecodedRecord... records) {
    List<TimestampedValue<DecodedRecord>> elements = new ArrayList<>();
    for (DecodedRecord record : records) {
      elements.add(TimestampedValue.of(record, Instant.ofEpochMilli(record.time().orElse(0))));
    }
    return pipeline
        .apply(Create.timestamped(elements).withCoder(DecodedRecord.coder()))
        .apply("Readings", Readings.of(SCHEMA));
  }

  private static TimestampedValue<KV<Series, Double>> reading(
      String key, String field, long time, double value) {
    return TimestampedValue.of(KV.of(Series.of(key, field), value), Instant.ofEpochMilli(time));
  }

  private static SerializableFunction<Iterable<Ledger>, Void> sumIs(
      long read, long missing, long rejected, int most) {
    return ledgers -> {
      Ledger sum = Ledger.EMPTY;
      int count = 0;
      for (Ledger ledger : ledgers) {
        sum = sum.plus(ledger);
        count++;
      }
      assertThat(sum, equalTo(Ledger.of(read, 0, 0, missing, rejected)));
      assertThat(count, lessThan(most));
      return null;
    };
  }

  private static Map<String, Long> counters(PipelineResult run) {
    Map<String, Long> counters = new HashMap<>();
    MetricsFilter filter =
        MetricsFilter.builder().addNameFilter(MetricNameFilter.inNamespace("tidemark")).build();
    for (MetricResult<Long> counter : run.metrics().queryMetrics(filter).getCounters()) {
      counters.put(counter.getName().getName(), counter.getCommitted());
    }
    return counters;
  }
}
