// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import org.apache.avro.Schema;

/** Passes over values of Avro's binary encoding, and finds where they end. */
final class AvroWalk {
  /** Deeper than anybody nests, and far from what a stack holds. */
  private static final int DEEPEST = 500;

  private static final int MOST_WITHOUT_BYTES = 1 << 16;

  /** What is done with each item of an array or a map. */
  interface Item {
    void read() throws RecordException;
  }

  private AvroWalk() {}

  /** The branch of a union that is here; a type that is no union is itself. */
  static Schema branch(Schema type, AvroInput in) throws RecordException {
    return type.isUnion() ? type.getTypes().get(in.choice(type.getTypes().size())) : type;
  }

  /** Passes over one value. */
  static void skip(Schema type, AvroInput in) throws RecordException {
    skip(type, in, 0);
  }

  private static void skip(Schema type, AvroInput in, int depth) throws RecordException {
    requireShallow(depth);
    switch (type.getType()) {
      case NULL -> {}
      case BOOLEAN -> in.bool();
      case INT -> in.int32();
      case LONG -> in.int64();
      case FLOAT -> in.pass(Float.BYTES);
      case DOUBLE -> in.pass(Double.BYTES);
      case STRING, BYTES -> in.pass(in.int64());
      case FIXED -> in.pass(type.getFixedSize());
      case ENUM -> in.choice(type.getEnumSymbols().size());
      case UNION -> skip(branch(type, in), in, depth + 1);
      case RECORD -> {
        for (Schema.Field field : type.getFields()) {
          skip(field.schema(), in, depth + 1);
        }
      }
      case ARRAY -> items(in, () -> skip(type.getElementType(), in, depth + 1));
      case MAP ->
          items(
              in,
              () -> {
                in.pass(in.int64());
                skip(type.getValueType(), in, depth + 1);
              });
    }
  }

  static void requireShallow(int depth) throws RecordException {
    if (depth > DEEPEST) {
      throw new RecordException("values nested deeper than " + DEEPEST);
    }
  }

  /** Reads the items of an array or a map, which come in blocks of some. */
  static void items(AvroInput in, Item item) throws RecordException {
    for (long count = in.int64(); count != 0; count = in.int64()) {
      if (count < 0) {
        in.int64(); // how many bytes the block has
      }
      long left = count == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(count);
      for (int start = in.at(); left > 0; left--) {
        item.read();
        if (in.at() == start && left > MOST_WITHOUT_BYTES) {
          // What takes no bytes, such as null, can be claimed to be there any number of times.
          throw new RecordException("not Avro of this schema: " + left + " items without a byte");
        }
      }
    }
  }
}
