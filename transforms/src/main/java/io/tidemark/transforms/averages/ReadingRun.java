// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.reading.Reading;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;

/**
 * Some readings of one key, one after the other: what a {@link ReadingLog} is kept in.
 *
 * @param readings in order; immutable
 */
record ReadingRun(List<Reading> readings) {
  /** Version, count, of each reading the time since the one before, and the value. */
  static Coder<ReadingRun> coder() {
    return ReadingRunCoder.INSTANCE;
  }

  private static final class ReadingRunCoder extends VersionedCoder<ReadingRun> {
    private static final long serialVersionUID = 1;

    private static final ReadingRunCoder INSTANCE = new ReadingRunCoder();

    private ReadingRunCoder() {
      super(1);
    }

    @Override
    protected void write(ReadingRun run, DataOutputStream out) throws IOException {
      Varints.write(run.readings().size(), out);
      long before = 0;
      for (Reading reading : run.readings()) {
        Varints.writeSigned(reading.time() - before, out);
        out.writeDouble(reading.value());
        before = reading.time();
      }
    }

    @Override
    protected ReadingRun read(DataInputStream in, int version) throws IOException {
      int count = Math.toIntExact(Varints.read(in));
      List<Reading> readings = new ArrayList<>(count);
      long time = 0;
      for (int i = 0; i < count; i++) {
        time += Varints.readSigned(in);
        readings.add(Reading.of(time, in.readDouble()));
      }
      return new ReadingRun(List.copyOf(readings));
    }
  }
}
