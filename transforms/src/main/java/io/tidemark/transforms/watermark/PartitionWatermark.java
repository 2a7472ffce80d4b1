// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.watermark;

/**
 * The watermark of one partition under a {@link WatermarkPolicy}.
 *
 * <p>Plain arithmetic on milliseconds without a clock of its own, so that a source can restore it
 * from a checkpoint and a test can drive it.
 *
 * <ul>
 *   <li>It never goes back.
 *   <li>With readings: the newest event time less the policy's delay.
 *   <li>In silence longer than the idle timeout: the time the source expects now, less the delay
 *       (for a live source that is the wall clock, for a paced recording the pace's event time).
 * </ul>
 */
public final class PartitionWatermark {
  private final long maxDelay;
  private final long idleTimeout;
  private long watermark;
  private long lastReadingAt;

  /**
   * A watermark that starts where it is told to.
   *
   * @param policy the bound on disorder and the idle timeout
   * @param start the watermark to begin with: the source's minimum, or that of a checkpoint
   * @param now processing time, from which silence counts
   */
  public PartitionWatermark(WatermarkPolicy policy, long start, long now) {
    this.maxDelay = policy.maxDelay().toMillis();
    this.idleTimeout = policy.idleTimeout().toMillis();
    this.watermark = start;
    this.lastReadingAt = now;
  }

  /**
   * A reading came.
   *
   * @param eventTime its event time
   * @param now processing time
   */
  public void observe(long eventTime, long now) {
    lastReadingAt = now;
    watermark = after(eventTime);
  }

  /**
   * The watermark.
   *
   * @param now processing time
   * @param expected the event time that a reading made now would have
   */
  public long current(long now, long expected) {
    if (idleTimeout > 0 && now - lastReadingAt >= idleTimeout) {
      watermark = after(expected);
    }
    return watermark;
  }

  /** What a reading of that event time would make of the watermark. */
  public long after(long eventTime) {
    return Math.max(watermark, eventTime - maxDelay);
  }

  /** The watermark as of the last reading. */
  public long current() {
    return watermark;
  }
}
