// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidemark.transforms.coding.StateIdentity;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

/** The bytes of a shard's clock: part of a savepoint. */
public class ShardClockTest {
  private static final ShardClock CLOCK = new ShardClock(1_000, -1, 300, 2, 999, 7);

  @Test
  public void bytesAreThoseOfVersionTwo() throws Exception {
    assertThat(
        CoderUtils.encodeToByteArray(ShardClock.coder(), CLOCK),
        is(
            new byte[] {
              2, (byte) 0xd0, 0x0f, 1, (byte) 0xac, 2, 2, (byte) 0xce, 0x0f, 0, 0, 0, 0, 0, 0, 0, 7
            }));
  }

  @Test
  public void versionOneHadNeitherWatermarkNorIdentity() throws Exception {
    byte[] one = {1, (byte) 0xd0, 0x0f, 1, (byte) 0xac, 2, 2};

    assertThat(
        CoderUtils.decodeFromByteArray(ShardClock.coder(), one),
        is(CLOCK.withWatermark(Times.NONE).withIdentity(StateIdentity.UNKNOWN)));
  }

  @Test
  public void everyClockIsRead() throws Exception {
    for (ShardClock clock : new ShardClock[] {CLOCK, ShardClock.IDLE}) {
      byte[] bytes = CoderUtils.encodeToByteArray(ShardClock.coder(), clock);
      assertThat(CoderUtils.decodeFromByteArray(ShardClock.coder(), bytes), is(clock));
    }
  }
}
