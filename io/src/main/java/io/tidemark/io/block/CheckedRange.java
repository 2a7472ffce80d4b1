// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.ledger.Ledger;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/**
 * A range that starts and ends where lines do, what was found in it, and how much of it has been
 * read already, if a record starts where it does.
 */
@AutoValue
abstract class CheckedRange {
  /** A range and what was found in it; nothing of it has been read. */
  static CheckedRange of(FileRange range, long lines, boolean recordsAreLines) {
    return new AutoValue_CheckedRange(
        range, lines, recordsAreLines, range.start(), 0, Ledger.EMPTY);
  }

  /** The same, of which some lines have been read. */
  CheckedRange readUpTo(long offset, long lines, Ledger ledger) {
    return new AutoValue_CheckedRange(range(), lines(), recordsAreLines(), offset, lines, ledger);
  }

  abstract FileRange range();

  /** How many lines it has; it is not known where records may be more than lines. */
  abstract long lines();

  /** Whether its lines are its records, if a record starts where it does. */
  abstract boolean recordsAreLines();

  /**
   * Where in the file the lines end that have been read: its start if none have been. Where records
   * may be more than lines it may be beyond the end of the range.
   */
  abstract long readTo();

  /** How many lines have been read. */
  abstract long linesRead();

  /** What became of the readings in them. */
  abstract Ledger ledger();

  /** Version, range, lines, whether records are lines; how far and how much has been read. */
  static Coder<CheckedRange> coder() {
    return CheckedRangeCoder.INSTANCE;
  }

  private static final class CheckedRangeCoder extends VersionedCoder<CheckedRange> {
    private static final CheckedRangeCoder INSTANCE = new CheckedRangeCoder();

    private CheckedRangeCoder() {
      super(2);
    }

    @Override
    protected void write(CheckedRange checked, DataOutputStream out) throws IOException {
      FileRange.coder().encode(checked.range(), out);
      Varints.write(checked.lines(), out);
      out.writeBoolean(checked.recordsAreLines());
      Varints.write(checked.readTo(), out);
      Varints.write(checked.linesRead(), out);
      Ledger.coder().encode(checked.ledger(), out);
    }

    @Override
    protected CheckedRange read(DataInputStream in, int version) throws IOException {
      FileRange range = FileRange.coder().decode(in);
      CheckedRange checked = CheckedRange.of(range, Varints.read(in), in.readBoolean());
      return version == 1
          ? checked
          : checked.readUpTo(Varints.read(in), Varints.read(in), Ledger.coder().decode(in));
    }
  }
}
