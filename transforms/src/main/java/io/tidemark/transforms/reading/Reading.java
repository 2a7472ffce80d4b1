// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.reading;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/** One value of a series at one event time. */
@AutoValue
public abstract class Reading {
  /**
   * A reading.
   *
   * @param time event time in milliseconds since 1970-01-01T00:00:00Z, negative before
   * @param value any double; NaN and infinities are allowed
   */
  public static Reading of(long time, double value) {
    return new AutoValue_Reading(time, value);
  }

  /** Event time in milliseconds since 1970-01-01T00:00:00Z, negative before. */
  public abstract long time();

  /** The value, in the unit of its series. */
  public abstract double value();

  /** Version, time as a signed varint, value as its eight bytes. */
  public static Coder<Reading> coder() {
    return ReadingCoder.INSTANCE;
  }

  private static final class ReadingCoder extends VersionedCoder<Reading> {
    private static final long serialVersionUID = 1;

    private static final ReadingCoder INSTANCE = new ReadingCoder();

    private ReadingCoder() {
      super(1);
    }

    @Override
    protected void write(Reading reading, DataOutputStream out) throws IOException {
      Varints.writeSigned(reading.time(), out);
      out.writeDouble(reading.value());
    }

    @Override
    protected Reading read(DataInputStream in, int version) throws IOException {
      return Reading.of(Varints.readSigned(in), in.readDouble());
    }
  }
}
