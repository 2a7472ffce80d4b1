// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.partitioning;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Keys between bounds, which are in order. */
final class ByRanges<K extends Comparable<? super K> & Serializable> extends Partitioning<K> {
  @SuppressWarnings("serial") // an ArrayList
  private final List<K> bounds;

  private final int shards;

  ByRanges(List<K> bounds, int shards) {
    this.bounds = bounds;
    this.shards = shards;
  }

  /** The first keys of all shards but the first. */
  List<K> bounds() {
    return bounds;
  }

  @Override
  public int shards() {
    return shards;
  }

  @Override
  public int shardOf(K key) {
    int at = Collections.binarySearch(bounds, key);
    return at >= 0 ? at + 1 : -at - 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByRanges<?> that && shards == that.shards && bounds.equals(that.bounds);
  }

  @Override
  public int hashCode() {
    return Objects.hash(shards, bounds);
  }
}
