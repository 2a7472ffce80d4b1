// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StructuredCoder;

/** A coder like {@link VersionedCoder} of what has values of a user's type in it. */
abstract class ValueBasedCoder<T, V> extends StructuredCoder<T> {
  private static final long serialVersionUID = 1;

  private static final int VERSION = 1;

  private final Coder<V> valueCoder;

  ValueBasedCoder(Coder<V> valueCoder) {
    this.valueCoder = valueCoder;
  }

  /** Writes everything but the version byte. */
  abstract void write(T element, Coder<V> valueCoder, DataOutputStream out) throws IOException;

  /** Reads what {@link #write} wrote. */
  abstract T read(DataInputStream in, Coder<V> valueCoder) throws IOException;

  @Override
  public final void encode(T element, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeByte(VERSION);
    write(element, valueCoder, data);
  }

  @Override
  public final T decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    VersionedCoder.readVersion(data, VERSION, getClass());
    return read(data, valueCoder);
  }

  @Override
  public final List<? extends Coder<?>> getCoderArguments() {
    return List.of(valueCoder);
  }

  @Override
  public final void verifyDeterministic() throws NonDeterministicException {
    valueCoder.verifyDeterministic();
  }
}
