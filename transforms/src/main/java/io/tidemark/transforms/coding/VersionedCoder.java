// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.coding;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;

/**
 * A deterministic coder whose first byte is the version of the format.
 *
 * <p>The bytes are part of a savepoint: a change of them gets the next version number, and {@link
 * #read} goes on reading the older ones.
 *
 * <ul>
 *   <li>Errors: a version that this build does not know is a {@link CoderException} that names the
 *       class, the version found and the newest one known.
 *   <li>Deterministic: equal values give equal bytes, so a value can be a key.
 * </ul>
 */
public abstract class VersionedCoder<T> extends AtomicCoder<T> {
  private static final long serialVersionUID = 1;

  private final int version;

  /**
   * For subclasses.
   *
   * @param version the version written, 1 to 127; every version from 1 on is read
   */
  protected VersionedCoder(int version) {
    this.version = version;
  }

  /** Writes everything but the version byte, in the newest format. */
  protected abstract void write(T value, DataOutputStream out) throws IOException;

  /** Reads what {@link #write} of the given version wrote. */
  protected abstract T read(DataInputStream in, int version) throws IOException;

  @Override
  public final void encode(T value, OutputStream out) throws IOException {
    if (value == null) {
      throw new CoderException(getClass().getSimpleName() + ": cannot encode null");
    }
    DataOutputStream data = new DataOutputStream(out);
    data.writeByte(version);
    write(value, data);
  }

  @Override
  public final T decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    return read(data, readVersion(data, version, getClass()));
  }

  /**
   * Reads the version of a format, for coders that cannot be a subclass.
   *
   * @param newest the newest version known
   * @throws CoderException for a version that is not known
   */
  public static int readVersion(DataInputStream in, int newest, Class<?> coder) throws IOException {
    int found = in.readUnsignedByte();
    if (found < 1 || found > newest) {
      throw new CoderException(
          String.format(
              "%s: format version %s, this build reads 1 to %s",
              coder.getSimpleName(), found, newest));
    }
    return found;
  }

  @Override
  public final boolean consistentWithEquals() {
    return true;
  }
}
