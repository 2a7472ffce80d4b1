// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.watermark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import org.junit.Test;

public class PartitionWatermarkTest {
  private static final WatermarkPolicy FIVE_SECONDS =
      WatermarkPolicy.maxDelay(Duration.ofSeconds(5));
  private static final long START = -1_000_000;

  @Test
  public void followsTheNewestReadingByItsDelay() {
    PartitionWatermark watermark = new PartitionWatermark(FIVE_SECONDS, START, 0);

    watermark.observe(20_000, 1);

    assertThat(watermark.current(1, 99_000), equalTo(15_000L));
  }

  @Test
  public void neverGoesBack() {
    PartitionWatermark watermark = new PartitionWatermark(FIVE_SECONDS, START, 0);

    watermark.observe(20_000, 1);
    watermark.observe(3_000, 2);

    assertThat(watermark.current(), equalTo(15_000L));
  }

  @Test
  public void silenceHoldsItUnlessThereIsATimeout() {
    PartitionWatermark watermark = new PartitionWatermark(FIVE_SECONDS, START, 0);

    watermark.observe(20_000, 1);

    assertThat(watermark.current(3_600_000, 3_620_000), equalTo(15_000L));
  }

  @Test
  public void passesAPartitionThatIsSilentForTheTimeout() {
    PartitionWatermark watermark =
        new PartitionWatermark(FIVE_SECONDS.withIdleTimeout(Duration.ofSeconds(60)), START, 0);
    watermark.observe(20_000, 0);

    assertThat(watermark.current(59_999, 79_999), equalTo(15_000L));
    assertThat(watermark.current(60_000, 80_000), equalTo(75_000L));
  }

  @Test
  public void passesAPartitionThatNeverHadAReading() {
    PartitionWatermark watermark =
        new PartitionWatermark(FIVE_SECONDS.withIdleTimeout(Duration.ofSeconds(60)), START, 1_000);

    assertThat(watermark.current(60_999, 70_000), equalTo(START));
    assertThat(watermark.current(61_000, 70_000), equalTo(65_000L));
  }

  @Test
  public void negativeSettingsAreRefused() {
    IllegalArgumentException delay =
        assertThrows(
            IllegalArgumentException.class, () -> WatermarkPolicy.maxDelay(Duration.ofSeconds(-1)));
    assertThat(delay.getMessage(), equalTo("maxDelay(-1s): must be >= 0"));
    IllegalArgumentException timeout =
        assertThrows(
            IllegalArgumentException.class,
            () -> FIVE_SECONDS.withIdleTimeout(Duration.ofSeconds(-1)));
    assertThat(timeout.getMessage(), equalTo("withIdleTimeout(-1s): must be >= 0"));
  }
}
