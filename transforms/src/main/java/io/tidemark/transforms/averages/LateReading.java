// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.reading.Reading;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/** A reading that came after every window it belongs to had closed. */
@AutoValue
public abstract class LateReading {
  /**
   * A late reading.
   *
   * @param reading what came too late
   * @param watermark the input watermark that found its windows closed, in milliseconds since 1970
   */
  public static LateReading of(Reading reading, long watermark) {
    return new AutoValue_LateReading(reading, watermark);
  }

  /** What came too late. */
  public abstract Reading reading();

  /** The input watermark that found the windows closed, in milliseconds since 1970. */
  public abstract long watermark();

  /** How far the watermark was past the reading's event time, in milliseconds. */
  public final long lateness() {
    return watermark() - reading().time();
  }

  /** Version, reading, watermark. */
  public static Coder<LateReading> coder() {
    return LateReadingCoder.INSTANCE;
  }

  private static final class LateReadingCoder extends VersionedCoder<LateReading> {
    private static final long serialVersionUID = 1;

    private static final LateReadingCoder INSTANCE = new LateReadingCoder();

    private LateReadingCoder() {
      super(1);
    }

    @Override
    protected void write(LateReading late, DataOutputStream out) throws IOException {
      Reading.coder().encode(late.reading(), out);
      Varints.writeSigned(late.watermark(), out);
    }

    @Override
    protected LateReading read(DataInputStream in, int version) throws IOException {
      return of(Reading.coder().decode(in), Varints.readSigned(in));
    }
  }
}
