// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

/**
 * A record as a live source has it: bytes, and what the source knows beside them.
 *
 * <p>What it knows has names that start with {@code @}, such as {@code @key}, and can be a key
 * field or the time of a {@link ReadingSchema}.
 */
public interface Message {
  /** Whether a field of a schema is an attribute, and not in the body. */
  static boolean isAttribute(String field) {
    return field.startsWith("@");
  }

  /** The record itself. */
  byte[] body();

  /** Where it is from, as rejected records tell it: {@code topic/partition@offset}. */
  String origin();

  /** The text of an attribute, by its name with the {@code @}; null if this message has none. */
  String attribute(String name);
}
