// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.progress;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.transforms.ledger.Ledger;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class ProgressLogTest {
  private static final long NOON = 1_767_268_800_000L; // 2026-01-01T12:00:00Z

  private final ProgressLog log = new ProgressLog();

  @Test
  public void aLineAMinuteOfAllReadersOfTheProcess() {
    log.line("topic", Map.of("0", NOON, "1", NOON), Ledger.of(1_000, 1_000, 0, 0, 0), NOON);
    log.line("topic", Map.of("2", NOON + 20_000), Ledger.of(1_000, 1_000, 0, 0, 0), NOON + 30_000);

    assertThat(
        log.line(
            "topic",
            Map.of("0", NOON + 48_000, "1", NOON + 55_000),
            Ledger.of(601_000, 594_400, 1_200, 0, 5_400),
            NOON + 60_000),
        equalTo(
            Optional.of(
                "10,000 readings/s; late 0.2 %, missing 0.0 %, rejected 0.9 %;"
                    + " watermark 2026-01-01T12:00:20Z, 40 s behind now,"
                    + " held back by partition 2 of topic")));
  }

  @Test
  public void thereIsNoLineBefore() {
    assertThat(log.line("a", Map.of("0", NOON), Ledger.EMPTY, NOON), equalTo(Optional.empty()));
    assertThat(
        log.line("a", Map.of("0", NOON), Ledger.EMPTY, NOON + 59_999), equalTo(Optional.empty()));
  }

  @Test
  public void ratesAreThoseSinceTheLineBefore() {
    log.line("a", Map.of(), Ledger.EMPTY, NOON);
    log.line("a", Map.of(), Ledger.of(60_000, 0, 60_000, 0, 0), NOON + 60_000);

    assertThat(
        log.line("a", Map.of(), Ledger.of(60_120, 0, 60_060, 30, 0), NOON + 120_000),
        equalTo(Optional.of("2 readings/s; late 50.0 %, missing 25.0 %, rejected 0.0 %")));
  }

  @Test
  public void theOnlyPartitionHoldsNoOtherBack() {
    log.line("a", Map.of("0", NOON), Ledger.EMPTY, NOON);

    assertThat(
        log.line("a", Map.of("0", NOON + 50_000), Ledger.EMPTY, NOON + 60_000),
        equalTo(
            Optional.of(
                "0 readings/s; late 0.0 %, missing 0.0 %, rejected 0.0 %;"
                    + " watermark 2026-01-01T12:00:50Z, 10 s behind now")));
  }

  @Test
  public void aPartitionWithoutAReadingIsNamed() {
    log.line("a", Map.of("0", NOON), Ledger.EMPTY, NOON);

    assertThat(
        log.line(
            "a", Map.of("0", NOON, "1", SourceProgress.NO_READING), Ledger.EMPTY, NOON + 60_000),
        equalTo(
            Optional.of(
                "0 readings/s; late 0.0 %, missing 0.0 %, rejected 0.0 %;"
                    + " no watermark: partition 1 of a has had no reading")));
  }

  @Test
  public void aPartitionThatNobodyReadsAnyMoreIsForgotten() {
    log.line("a", Map.of("0", NOON), Ledger.EMPTY, NOON);
    log.line("a", Map.of("1", NOON + 1_000), Ledger.EMPTY, NOON + 60_000);

    assertThat(
        log.line("a", Map.of("1", NOON + 110_000), Ledger.EMPTY, NOON + 120_000),
        equalTo(
            Optional.of(
                "0 readings/s; late 0.0 %, missing 0.0 %, rejected 0.0 %;"
                    + " watermark 2026-01-01T12:01:50Z, 10 s behind now")));
  }

  @Test
  public void aMetricIsNamedAfterTheEndOfAPartition() {
    assertThat(SourceProgress.metricName("weather.raw/12"), equalTo("weather_raw_12"));
    assertThat(
        SourceProgress.metricName("/" + "a".repeat(59) + "bc"), equalTo("a".repeat(58) + "bc"));
  }
}
