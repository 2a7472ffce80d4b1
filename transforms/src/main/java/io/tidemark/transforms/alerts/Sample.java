// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;

/**
 * What rules look at: a reading, or a statistic of a window.
 *
 * @param time event time in milliseconds since 1970; of a window its end
 * @param value any double
 * @param revision of a window; 0 for readings
 */
record Sample(long time, double value, long revision) implements Timed {
  private static final Comparator<Sample> ORDER =
      Comparator.comparingLong(Sample::time)
          .thenComparing(Sample::revision, Comparator.reverseOrder())
          .thenComparingDouble(Sample::value);

  /** By event time, ties by value; of equal times only the highest revision is left. */
  static List<Sample> inOrder(List<Sample> samples) {
    List<Sample> sorted = new ArrayList<>(samples);
    sorted.sort(ORDER);
    List<Sample> left = new ArrayList<>(sorted.size());
    for (Sample sample : sorted) {
      Sample before = left.isEmpty() ? null : left.get(left.size() - 1);
      if (before == null
          || before.time() != sample.time()
          || before.revision() == sample.revision()) {
        left.add(sample);
      }
    }
    return left;
  }

  /** Version, time, value, revision. */
  static Coder<Sample> coder() {
    return SampleCoder.INSTANCE;
  }

  private static final class SampleCoder extends VersionedCoder<Sample> {
    private static final long serialVersionUID = 1;

    private static final SampleCoder INSTANCE = new SampleCoder();

    private SampleCoder() {
      super(1);
    }

    @Override
    protected void write(Sample sample, DataOutputStream out) throws IOException {
      Varints.writeSigned(sample.time(), out);
      out.writeDouble(sample.value());
      Varints.write(sample.revision(), out);
    }

    @Override
    protected Sample read(DataInputStream in, int version) throws IOException {
      return new Sample(Varints.readSigned(in), in.readDouble(), Varints.read(in));
    }
  }
}
