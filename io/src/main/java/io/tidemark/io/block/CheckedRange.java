// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/** A range that starts and ends where lines do, and what was found in it. */
@AutoValue
abstract class CheckedRange {
  /** A range and what was found in it. */
  static CheckedRange of(FileRange range, long lines, boolean recordsAreLines) {
    return new AutoValue_CheckedRange(range, lines, recordsAreLines);
  }

  abstract FileRange range();

  /** How many lines it has; it is not known where records may be more than lines. */
  abstract long lines();

  /** Whether its lines are its records, if a record starts where it does. */
  abstract boolean recordsAreLines();

  /** Version, range, lines, whether records are lines. */
  static Coder<CheckedRange> coder() {
    return CheckedRangeCoder.INSTANCE;
  }

  private static final class CheckedRangeCoder extends VersionedCoder<CheckedRange> {
    private static final CheckedRangeCoder INSTANCE = new CheckedRangeCoder();

    private CheckedRangeCoder() {
      super(1);
    }

    @Override
    protected void write(CheckedRange checked, DataOutputStream out) throws IOException {
      FileRange.coder().encode(checked.range(), out);
      Varints.write(checked.lines(), out);
      out.writeBoolean(checked.recordsAreLines());
    }

    @Override
    protected CheckedRange read(DataInputStream in, int version) throws IOException {
      return CheckedRange.of(FileRange.coder().decode(in), Varints.read(in), in.readBoolean());
    }
  }
}
