// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;

/**
 * How far a growing table has been read: the greatest value of its column, and which rows of that
 * value.
 *
 * @param value empty before the first row
 * @param rows how many rows of the value were read, by 64 bits of a hash of what is in them
 */
record PollPosition(Optional<ColumnValue> value, Map<Long, Long> rows) {
  static final PollPosition START = new PollPosition(Optional.empty(), Map.of());

  /** Version, whether there is a value, kind and text of it; each hash with its count. */
  static Coder<PollPosition> coder() {
    return PositionCoder.INSTANCE;
  }

  private static final class PositionCoder extends VersionedCoder<PollPosition> {
    private static final PositionCoder INSTANCE = new PositionCoder();

    private PositionCoder() {
      super(1);
    }

    @Override
    protected void write(PollPosition position, DataOutputStream out) throws IOException {
      out.writeBoolean(position.value.isPresent());
      if (position.value.isPresent()) {
        position.value.get().write(out);
      }
      Varints.write(position.rows.size(), out);
      for (Map.Entry<Long, Long> row : new TreeMap<>(position.rows).entrySet()) {
        out.writeLong(row.getKey());
        Varints.write(row.getValue(), out);
      }
    }

    @Override
    protected PollPosition read(DataInputStream in, int version) throws IOException {
      Optional<ColumnValue> value =
          in.readBoolean() ? Optional.of(ColumnValue.read(in)) : Optional.empty();
      Map<Long, Long> rows = new TreeMap<>();
      for (long left = Varints.read(in); left > 0; left--) {
        long hash = in.readLong();
        rows.put(hash, Varints.read(in));
      }
      return new PollPosition(value, rows);
    }
  }
}
