// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

/** What a table has of one series. */
abstract class SeriesRow {
  private final byte[] key;
  private final long keyHash;

  SeriesRow(byte[] key, long keyHash) {
    this.key = key;
    this.keyHash = keyHash;
  }

  final byte[] key() {
    return key;
  }

  final long keyHash() {
    return keyHash;
  }

  /** Whether nothing of it is needed. */
  abstract boolean isEmpty();
}
