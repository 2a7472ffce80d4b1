// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.windowing.Interval;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/** A reading that is not late, with the windows that its admission found open. */
@AutoValue
abstract class Admitted {
  static Admitted of(Reading reading, Interval open, long watermark) {
    return new AutoValue_Admitted(reading, open, watermark);
  }

  abstract Reading reading();

  /**
   * From the start of the first open window of the reading to the end of the last; a session is
   * this interval. Without windows in event time, the reading's own millisecond.
   */
  abstract Interval open();

  /** The input watermark at the admission; {@link Times#NONE} for bounded input. */
  abstract long watermark();

  static Coder<Admitted> coder() {
    return AdmittedCoder.INSTANCE;
  }

  private static final class AdmittedCoder extends VersionedCoder<Admitted> {
    private static final long serialVersionUID = 1;

    private static final AdmittedCoder INSTANCE = new AdmittedCoder();

    private AdmittedCoder() {
      super(1);
    }

    @Override
    protected void write(Admitted admitted, DataOutputStream out) throws IOException {
      Reading.coder().encode(admitted.reading(), out);
      Intervals.write(admitted.open(), out);
      Varints.writeSigned(admitted.watermark(), out);
    }

    @Override
    protected Admitted read(DataInputStream in, int version) throws IOException {
      return of(Reading.coder().decode(in), Intervals.read(in), Varints.readSigned(in));
    }
  }
}
