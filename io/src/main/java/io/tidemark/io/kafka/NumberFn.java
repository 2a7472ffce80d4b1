// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import java.util.UUID;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Numbers the records of a shard, so that what is written already can be told.
 *
 * <p>The name of the run is in the state: a run that goes on from a checkpoint keeps it, one that
 * starts anew counts anew.
 */
final class NumberFn extends DoFn<KV<Integer, TopicRecord>, NumberedRecord> {
  private static final String RUN = "run";
  private static final String NEXT = "next";

  private final String newRun = UUID.randomUUID().toString();

  @StateId(RUN)
  @SuppressWarnings("unused") // Beam finds it
  private final StateSpec<ValueState<String>> runSpec = StateSpecs.value(StringUtf8Coder.of());

  @StateId(NEXT)
  @SuppressWarnings("unused") // Beam finds it
  private final StateSpec<ValueState<Long>> nextSpec = StateSpecs.value(VarLongCoder.of());

  @ProcessElement
  public void number(
      @Element KV<Integer, TopicRecord> sharded,
      @StateId(RUN) ValueState<String> run,
      @StateId(NEXT) ValueState<Long> next,
      OutputReceiver<NumberedRecord> out) {
    if (run.read() == null) {
      run.write(newRun);
      next.write(0L);
    }
    long number = next.read();
    next.write(number + 1);
    out.output(new NumberedRecord(run.read(), sharded.getKey(), number, sharded.getValue()));
  }
}
