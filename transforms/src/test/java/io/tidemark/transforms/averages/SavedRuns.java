// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/** Runs as a savepoint has them. */
record SavedRuns(Map<Long, byte[]> runs) implements ReadingLog.Runs {
  private static final Coder<ReadingRun> CODER = ReadingRun.coder();

  @Override
  public ReadingRun read(long number) {
    try {
      return CoderUtils.decodeFromByteArray(CODER, runs.get(number));
    } catch (CoderException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void write(long number, ReadingRun run) {
    try {
      runs.put(number, CoderUtils.encodeToByteArray(CODER, run));
    } catch (CoderException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void remove(long number) {
    runs.remove(number);
  }
}
