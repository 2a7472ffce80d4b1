// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.replay;

/**
 * When a record of a recording is due: event time passes so many times faster than the clock.
 *
 * <p>The first reading sets event time against the clock. Without a speed everything is due at
 * once.
 */
final class Pace {
  private final double speed;
  private boolean started;
  private long firstEventTime;
  private long startedAt;

  /**
   * A pace.
   *
   * @param speed milliseconds of event time in a millisecond of processing time; 0 for as fast as
   *     possible
   */
  Pace(double speed) {
    this.speed = speed;
  }

  /** Whether a reading of that event time has arrived by now. */
  boolean isDue(long eventTime, long now) {
    if (speed == 0) {
      return true;
    }
    if (!started) {
      started = true;
      firstEventTime = eventTime;
      startedAt = now;
    }
    return eventTime <= eventTime(now);
  }

  /** The event time that a reading made now would have; the given one if nothing tells. */
  long expected(long now, long otherwise) {
    return started ? eventTime(now) : otherwise;
  }

  private long eventTime(long now) {
    return firstEventTime + (long) ((now - startedAt) * speed);
  }
}
