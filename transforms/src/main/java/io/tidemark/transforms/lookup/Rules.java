// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.transforms.SerializableBiFunction;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * What follows what in a table, what is in time, and how long it is kept; times and durations in
 * milliseconds.
 *
 * @param bounded whether all input ends: nothing is late then, and all is answered in the end
 * @param consistent whether an answer waits until nothing can change it any more
 * @param timeToLive how long a value is in force at most
 * @param allowedLateness how far behind the watermark an update is in time
 * @param history how far behind the watermark a request may ask
 * @param merge of the value there is and the one that comes
 * @param valueCoder whose bytes put equals in an order
 */
record Rules<V>(
    boolean bounded,
    boolean consistent,
    long timeToLive,
    long allowedLateness,
    long history,
    SerializableBiFunction<V, V, V> merge,
    Coder<V> valueCoder)
    implements Serializable {
  /** No end of the time to live, and yet sums with it do not overflow. */
  static final long FOR_GOOD = Long.MAX_VALUE / 4;

  private static final long FIRST = Long.MIN_VALUE / 2;

  /** Whether an update is behind the watermark by more than is allowed. */
  boolean isBehind(long time, long watermark) {
    return !bounded && time + allowedLateness < watermark;
  }

  /** The watermark at which no update can change what was in force at a time. */
  long finalAt(long time) {
    return bounded ? Request.LATEST : Math.min(time + allowedLateness + 1, Request.LATEST);
  }

  /** The earliest time that can be asked about, or changed, at a watermark. */
  long earliest(long watermark) {
    return bounded ? FIRST : watermark - span();
  }

  /** The watermark at which a time is before the earliest. */
  long passedAt(long time) {
    return bounded ? Request.LATEST : time + span() + 1;
  }

  /** Whether a value of a time is still in force at another, if nothing came in between. */
  boolean isAlive(long time, long at) {
    return timeToLive == FOR_GOOD || at - time < timeToLive;
  }

  private long span() {
    return Math.max(allowedLateness, history);
  }

  /** By event time; then puts, merges, deletes; then by the bytes of the value. */
  Comparator<TimedUpdate<V>> order() {
    return Comparator.<TimedUpdate<V>>comparingLong(TimedUpdate::time)
        .thenComparing(each -> each.update().kind())
        .thenComparing(this::compareBytes);
  }

  private int compareBytes(TimedUpdate<V> one, TimedUpdate<V> other) {
    return Arrays.compareUnsigned(bytes(one.update()), bytes(other.update()));
  }

  private byte[] bytes(Update<V> update) {
    try {
      return update.value().isPresent()
          ? CoderUtils.encodeToByteArray(valueCoder, update.value().get())
          : new byte[0];
    } catch (CoderException e) {
      throw new IllegalStateException(e);
    }
  }
}
