// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.KeyHash;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The rows of a table: in the order in which they came, and found by their series. */
final class SeriesRows<R extends SeriesRow> implements Iterable<R> {
  private static final int INITIAL = 16; // a power of two, as all sizes are
  private static final int FREE = 0;

  private SeriesRow[] rows = new SeriesRow[INITIAL / 2];
  private int size;
  private int[] places = new int[INITIAL]; // index + 1 at its hash or after it, or FREE

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // only such rows are put there
  R get(int index) {
    return (R) rows[index];
  }

  /** The row of a series; null if there is none. */
  R find(byte[] key, long hash) {
    int mask = places.length - 1;
    for (int place = (int) hash & mask; ; place = (place + 1) & mask) {
      int index = places[place] - 1;
      if (index < 0) {
        return null;
      }
      R row = get(index);
      if (row.keyHash() == hash
          && (row.key() == key || KeyHash.sameHashIsSameKey(row.key(), key, 0, key.length))) {
        return row;
      }
    }
  }

  /** Adds a row of a series that has none. */
  void add(R row) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      places = new int[2 * places.length];
      for (int i = 0; i < size; i++) {
        place(i);
      }
    }
    rows[size] = row;
    place(size++);
  }

  private void place(int index) {
    int mask = places.length - 1;
    int place = (int) rows[index].keyHash() & mask;
    while (places[place] != FREE) {
      place = (place + 1) & mask;
    }
    places[place] = index + 1;
  }

  /** Drops all rows. */
  void clear() {
    Arrays.fill(rows, 0, size, null);
    Arrays.fill(places, FREE);
    size = 0;
  }

  /** Drops the rows of which nothing is needed. */
  void removeEmpty() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!rows[i].isEmpty()) {
        rows[kept++] = rows[i];
      }
    }
    if (kept == size) {
      return;
    }
    Arrays.fill(rows, kept, size, null);
    size = kept;
    Arrays.fill(places, FREE);
    for (int i = 0; i < size; i++) {
      place(i);
    }
  }

  @Override
  public Iterator<R> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public R next() {
        if (next == size) {
          throw new NoSuchElementException("no more rows");
        }
        return get(next++);
      }
    };
  }
}
