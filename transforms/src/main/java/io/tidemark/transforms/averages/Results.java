// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.windowing.Interval;
import io.tidemark.transforms.windowing.Panes;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Makes elements of the results of a table; their timestamp is the end of the window. */
final class Results<K> implements ShardTable.Output {
  /** How far before its input a result may be: as far as it is. */
  static final Duration ANY_TIMESTAMP = Duration.millis(Long.MAX_VALUE);

  private final boolean needsTime;
  private final Coder<K> keyCoder;
  private final OutputReceiver<KV<K, WindowResult>> out;
  private final OutputReceiver<KV<K, LateReading>> late; // null where none is
  private final OptionalLong now;
  private final ResultCounters counters;

  // What results of one window have in common.
  private long lastStart = Panes.NONE;
  private long lastEnd = Panes.NONE;
  private Optional<Interval> window = Optional.empty();
  private Instant timestamp = Instant.EPOCH;

  /**
   * Results of a call.
   *
   * @param needsTime whether windows end by event time alone, so that results have a delay
   * @param late takes late readings; null where no reading is late
   * @param now the processing time; empty where nothing is live
   * @param counters count them
   */
  Results(
      boolean needsTime,
      Coder<K> keyCoder,
      OutputReceiver<KV<K, WindowResult>> out,
      OutputReceiver<KV<K, LateReading>> late,
      OptionalLong now,
      ResultCounters counters) {
    this.needsTime = needsTime;
    this.keyCoder = keyCoder;
    this.out = out;
    this.late = late;
    this.now = now;
    this.counters = counters;
  }

  @Override
  public void emit(
      byte[] key, long start, long end, Timing timing, long revision, Summary summary) {
    if (end != lastEnd || start != lastStart) {
      lastStart = start;
      lastEnd = end;
      // Readings of an input without times all carry the earliest timestamp there is.
      window =
          needsTime || start > Times.NONE
              ? Optional.of(new Interval(start, end))
              : Optional.empty();
      timestamp = Instant.ofEpochMilli(Math.min(end - 1, Times.END));
    }
    WindowResult result = WindowResult.of(window, timing, revision, summary);
    out.outputWithTimestamp(KV.of(key(keyCoder, key), result), timestamp);
    counters.add(timing);
    if (needsTime && now.isPresent()) {
      counters.addDelay(timing, revision, now.getAsLong() - end);
    }
  }

  @Override
  public void late(byte[] key, Reading reading, long watermark) {
    late.outputWithTimestamp(
        KV.of(key(keyCoder, key), LateReading.of(reading, watermark)),
        Instant.ofEpochMilli(reading.time()));
  }

  static <K> K key(Coder<K> coder, byte[] bytes) {
    try {
      return CoderUtils.decodeFromByteArray(coder, bytes);
    } catch (CoderException e) {
      throw new IllegalStateException("a series that the coder of the keys cannot read: " + e, e);
    }
  }
}
