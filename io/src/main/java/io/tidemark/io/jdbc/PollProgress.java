// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells new rows from those that were read, in queries that each begin with the rows of the value
 * at which the one before ended.
 *
 * <p>Rows of one value are told apart by what is in them, and those that are equal in it by their
 * number.
 */
final class PollProgress {
  private final MessageDigest digest;
  private Optional<ColumnValue> value;
  private Map<Long, Long> read;
  private Map<Long, Long> expected = Map.of();

  PollProgress(PollPosition from) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java has SHA-256", e);
    }
    value = from.value();
    read = new HashMap<>(from.rows());
  }

  /** The value to begin the next query with; empty for all rows. */
  Optional<ColumnValue> startQuery() {
    expected = new HashMap<>(read);
    return value;
  }

  /**
   * The next row of a query; they come in the order of the values.
   *
   * @return whether it is new
   */
  boolean isNew(ColumnValue position, String content) {
    if (!value.equals(Optional.of(position))) {
      value = Optional.of(position);
      read = new HashMap<>();
      expected = Map.of();
    }
    long hash = hash(content);
    if (expected.containsKey(hash)) {
      expected.computeIfPresent(hash, (same, count) -> count > 1 ? count - 1 : null);
      return false;
    }
    read.merge(hash, 1L, Long::sum);
    return true;
  }

  private long hash(String content) {
    return ByteBuffer.wrap(digest.digest(content.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** All rows that were new so far. */
  PollPosition position() {
    return new PollPosition(value, Map.copyOf(read));
  }
}
