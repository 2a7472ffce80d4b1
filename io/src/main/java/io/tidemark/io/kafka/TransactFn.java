// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.connector.OutputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.FluentBackoff;
import org.apache.beam.sdk.util.Sleeper;
import org.apache.kafka.common.KafkaException;
import org.joda.time.Duration;

/**
 * Writes each numbered record once, in the order of the numbers.
 *
 * <p>Records come when the checkpoint that holds them is final, all of it in a bundle; a bundle is
 * a transaction of each shard. Those that come again after a failure are left out, see {@link
 * ShardWriter}. In a run that goes on with another parallelism, what was not final before comes to
 * any worker, and who has what follows waits until it is written.
 *
 * <p>It has no state of its own: what the last checkpoint of a stream holds comes after the end of
 * time, when Beam drops what is for a DoFn with state.
 */
final class TransactFn extends DoFn<NumberedRecord, Void> {
  private static final FluentBackoff WAIT =
      FluentBackoff.DEFAULT
          .withInitialBackoff(Duration.millis(50))
          .withMaxBackoff(Duration.standardSeconds(1))
          .withMaxCumulativeBackoff(Duration.standardSeconds(30));

  private final KafkaSettings settings;
  private final String option;
  private transient Map<Integer, ShardWriter> writers;
  private transient Map<Integer, List<NumberedRecord>> waiting;

  TransactFn(KafkaSettings settings, String option) {
    this.settings = settings;
    this.option = option;
  }

  @Setup
  public void setup() {
    writers = new HashMap<>();
  }

  @StartBundle
  public void startBundle() {
    waiting = new TreeMap<>();
  }

  @RequiresStableInput
  @ProcessElement
  public void take(@Element NumberedRecord record) {
    waiting.computeIfAbsent(record.shard(), shard -> new ArrayList<>()).add(record);
  }

  @FinishBundle
  public void finishBundle() throws IOException, InterruptedException {
    waiting.values().forEach(each -> each.sort(Comparator.comparingLong(NumberedRecord::number)));
    BackOff pauses = WAIT.backoff();
    try {
      boolean isDone = writeWhoseTurnItIs();
      while (!isDone && BackOffUtils.next(Sleeper.DEFAULT, pauses)) {
        isDone = writeWhoseTurnItIs();
      }
      for (List<NumberedRecord> missed : waiting.values()) {
        writer(missed.get(0)).writeAfterGap(missed);
      }
    } catch (KafkaException e) {
      throw new OutputException(
          option, settings.address().toString(), KafkaProblem.of(e, settings));
    }
  }

  /** Returns whether none has to wait for what another worker writes. */
  private boolean writeWhoseTurnItIs() {
    waiting.replaceAll((shard, records) -> writer(records.get(0)).write(records));
    waiting.values().removeIf(List::isEmpty);
    return waiting.isEmpty();
  }

  private ShardWriter writer(NumberedRecord record) {
    return writers.computeIfAbsent(
        record.shard(), shard -> new ShardWriter(settings, record.run(), shard));
  }

  @Teardown
  public void teardown() {
    writers.values().forEach(ShardWriter::close);
    writers.clear();
  }
}
