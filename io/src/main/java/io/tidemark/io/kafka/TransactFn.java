// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.connector.OutputException;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.kafka.common.KafkaException;

/**
 * Writes each numbered record once.
 *
 * <p>Records come when the checkpoint that holds them is final, in bundles, and a bundle is a
 * transaction of each shard. The transaction also commits the number that comes next, as an offset
 * of a group of the shard's own. When records come again after a failure, those below that number
 * are in the topic and are left out.
 */
final class TransactFn extends DoFn<KV<Integer, NumberedRecord>, Void> {
  private static final String NEXT = "next";

  private final KafkaSettings settings;
  private final String option;
  private transient Map<Integer, ShardWriter> writers;

  // Makes Beam bring all records of a shard to one place, and knows what is next should the group
  // have been forgotten.
  @StateId(NEXT)
  @SuppressWarnings("unused") // Beam finds it
  private final StateSpec<ValueState<Long>> nextSpec = StateSpecs.value(VarLongCoder.of());

  TransactFn(KafkaSettings settings, String option) {
    this.settings = settings;
    this.option = option;
  }

  @Setup
  public void setup() {
    writers = new HashMap<>();
  }

  @RequiresStableInput
  @ProcessElement
  public void write(
      @Element KV<Integer, NumberedRecord> sharded, @StateId(NEXT) ValueState<Long> next) {
    NumberedRecord record = sharded.getValue();
    try {
      ShardWriter writer = writers.get(sharded.getKey());
      if (writer == null) {
        Long known = next.read();
        writer =
            ShardWriter.open(
                settings, record.run(), sharded.getKey(), known == null ? 0 : known);
        writers.put(sharded.getKey(), writer);
      }
      writer.write(record);
      next.write(record.number() + 1);
    } catch (KafkaException e) {
      throw problem(e);
    }
  }

  @FinishBundle
  public void finishBundle() {
    try {
      writers.values().forEach(ShardWriter::commit);
    } catch (KafkaException e) {
      throw problem(e);
    }
  }

  private OutputException problem(Exception cause) {
    return new OutputException(
        option, settings.address().toString(), KafkaProblem.of(cause, settings));
  }

  /** What is not committed now is aborted by the broker, or by who comes after. */
  @Teardown
  public void teardown() {
    writers.values().forEach(ShardWriter::close);
    writers.clear();
  }
}
