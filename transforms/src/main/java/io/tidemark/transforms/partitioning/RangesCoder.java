// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.partitioning;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StructuredCoder;

/** Version, number of shards, number of bounds, each bound. */
final class RangesCoder<K extends Comparable<? super K> & Serializable>
    extends StructuredCoder<Partitioning<K>> {
  private static final long serialVersionUID = 1;

  private static final int VERSION = 1;

  private final Coder<K> keyCoder;

  RangesCoder(Coder<K> keyCoder) {
    this.keyCoder = keyCoder;
  }

  @Override
  public void encode(Partitioning<K> partitioning, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    List<K> bounds = ((ByRanges<K>) partitioning).bounds();
    data.writeByte(VERSION);
    Varints.write(partitioning.shards(), data);
    Varints.write(bounds.size(), data);
    for (K bound : bounds) {
      keyCoder.encode(bound, data);
    }
  }

  @Override
  public Partitioning<K> decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    VersionedCoder.readVersion(data, VERSION, getClass());
    int shards = Math.toIntExact(Varints.read(data));
    List<K> bounds = new ArrayList<>();
    for (long left = Varints.read(data); left > 0; left--) {
      bounds.add(keyCoder.decode(data));
    }
    return new ByRanges<>(bounds, shards);
  }

  @Override
  public List<? extends Coder<?>> getCoderArguments() {
    return List.of(keyCoder);
  }

  @Override
  public void verifyDeterministic() throws NonDeterministicException {
    keyCoder.verifyDeterministic();
  }
}
