// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import com.google.auto.value.AutoValue;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/** A change of what a table has for a key; its event time is the timestamp of the element. */
@AutoValue
public abstract class Update<V> {
  /** What an update does; at the same event time they are done in this order. */
  enum Kind {
    PUT(0),
    MERGE(1),
    DELETE(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** What the coder writes; it never changes. */
    int code() {
      return code;
    }

    static Kind ofCode(int code) {
      return switch (code) {
        case 0 -> PUT;
        case 1 -> MERGE;
        case 2 -> DELETE;
        default ->
            throw new IllegalArgumentException(String.format("ofCode(%s): must be 0 to 2", code));
      };
    }
  }

  /** From now on the key has this value. */
  public static <V> Update<V> put(V value) {
    return new AutoValue_Update<>(Kind.PUT, Optional.of(value));
  }

  /**
   * From now on the key has what {@link Lookup.In#withMerge the merge function} makes of its value
   * and this one; this one where it has none.
   */
  public static <V> Update<V> merge(V value) {
    return new AutoValue_Update<>(Kind.MERGE, Optional.of(value));
  }

  /** From now on the key has no value. */
  public static <V> Update<V> delete() {
    return new AutoValue_Update<>(Kind.DELETE, Optional.empty());
  }

  abstract Kind kind();

  abstract Optional<V> value();

  /** Version, kind, and the value if there is one. */
  public static <V> Coder<Update<V>> coder(Coder<V> valueCoder) {
    return new UpdateCoder<>(valueCoder);
  }

  private static final class UpdateCoder<V> extends ValueBasedCoder<Update<V>, V> {
    private static final long serialVersionUID = 1;

    UpdateCoder(Coder<V> valueCoder) {
      super(valueCoder);
    }

    @Override
    void write(Update<V> update, Coder<V> valueCoder, DataOutputStream out) throws IOException {
      out.writeByte(update.kind().code());
      if (update.value().isPresent()) {
        valueCoder.encode(update.value().get(), out);
      }
    }

    @Override
    Update<V> read(DataInputStream in, Coder<V> valueCoder) throws IOException {
      Kind kind = Kind.ofCode(in.readByte());
      return kind == Kind.DELETE
          ? delete()
          : new AutoValue_Update<>(kind, Optional.of(valueCoder.decode(in)));
    }
  }
}
