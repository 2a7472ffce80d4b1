// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.ledger;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;

/**
 * Counts of readings: what was read, and what became of it.
 *
 * <p>Every step of a pipeline counts what it alone decides; the sum of all their ledgers is that of
 * the run, and it {@link #balances()}.
 */
@AutoValue
public abstract class Ledger implements Serializable {
  /** Nothing read, nothing used. */
  public static final Ledger EMPTY = new AutoValue_Ledger(0, 0, 0, 0, 0);

  /**
   * A ledger with the given counts, in readings; a part of one may take back what another counted.
   */
  public static Ledger of(long read, long used, long late, long missing, long rejected) {
    return new AutoValue_Ledger(read, used, late, missing, rejected);
  }

  /** Readings that came in: records times value fields. */
  public abstract long read();

  /** Readings that are in at least one result. */
  public abstract long used();

  /** Readings whose windows had all closed. */
  public abstract long late();

  /** Fields that said "no reading". */
  public abstract long missing();

  /** Readings that could not be decoded; a broken record counts once per value field. */
  public abstract long rejected();

  /** The counts of both. */
  public Ledger plus(Ledger other) {
    return of(
        read() + other.read(),
        used() + other.used(),
        late() + other.late(),
        missing() + other.missing(),
        rejected() + other.rejected());
  }

  /** Whether {@code read = used + late + missing + rejected}. */
  public boolean balances() {
    return read() == used() + late() + missing() + rejected();
  }

  /** The ledger as one line of JSON. */
  public String toJson() {
    return String.format(
        "{\"read\":%d,\"used\":%d,\"late\":%d,\"missing\":%d,\"rejected\":%d}",
        read(), used(), late(), missing(), rejected());
  }

  /** Version, then the five counts as varints. */
  public static Coder<Ledger> coder() {
    return LedgerCoder.INSTANCE;
  }

  private static final class LedgerCoder extends VersionedCoder<Ledger> {
    private static final long serialVersionUID = 1;

    private static final LedgerCoder INSTANCE = new LedgerCoder();

    private LedgerCoder() {
      super(1);
    }

    @Override
    protected void write(Ledger ledger, DataOutputStream out) throws IOException {
      Varints.write(ledger.read(), out);
      Varints.write(ledger.used(), out);
      Varints.write(ledger.late(), out);
      Varints.write(ledger.missing(), out);
      Varints.write(ledger.rejected(), out);
    }

    @Override
    protected Ledger read(DataInputStream in, int version) throws IOException {
      return Ledger.of(
          Varints.read(in), Varints.read(in), Varints.read(in), Varints.read(in), Varints.read(in));
    }
  }
}
