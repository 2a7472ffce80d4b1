// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import java.util.Arrays;

/** Counts by number, in order, in two arrays: of one number they take some 100 bytes. */
final class Bins {
  private static final int[] NO_NUMBERS = {};
  private static final long[] NO_COUNTS = {};

  /** Of this object and its two arrays, without what is in them. */
  private static final long OWN_BYTES = 80;

  private int[] numbers = NO_NUMBERS;
  private long[] counts = NO_COUNTS;
  private int size;
  private long count;

  /** How many numbers there are. */
  int size() {
    return size;
  }

  /** The sum of all counts. */
  long count() {
    return count;
  }

  /** The number at a place, from the smallest, 0. */
  int number(int place) {
    return numbers[place];
  }

  /** The count of the number at a place. */
  long count(int place) {
    return counts[place];
  }

  /** The first place of a number that is not less; {@link #size} if all are. */
  int placeFrom(int number) {
    int place = Arrays.binarySearch(numbers, 0, size, number);
    return place < 0 ? -place - 1 : place;
  }

  /** The place where so many of the counts are before. */
  int placeOf(long rank) {
    long left = rank;
    int place = 0;
    while (left >= counts[place]) {
      left -= counts[place++];
    }
    return place;
  }

  /** Counts more of a number, or less if the change is below zero; one that has none left goes. */
  void add(int number, long change) {
    count += change;
    int place = placeFrom(number);
    if (place == size || numbers[place] != number) {
      insert(place, number, change);
      return;
    }
    counts[place] += change;
    if (counts[place] == 0) {
      remove(place);
    }
  }

  /** Adds, or takes away, all counts of others. */
  void add(Bins others, int sign) {
    for (int i = 0; i < others.size; i++) {
      add(others.numbers[i], sign * others.counts[i]);
    }
  }

  private void insert(int place, int number, long change) {
    if (change == 0) {
      return;
    }
    if (size == numbers.length) {
      int room = Math.max(1, 2 * size);
      numbers = Arrays.copyOf(numbers, room);
      counts = Arrays.copyOf(counts, room);
    }
    System.arraycopy(numbers, place, numbers, place + 1, size - place);
    System.arraycopy(counts, place, counts, place + 1, size - place);
    numbers[place] = number;
    counts[place] = change;
    size++;
  }

  private void remove(int place) {
    size--;
    System.arraycopy(numbers, place + 1, numbers, place, size - place);
    System.arraycopy(counts, place + 1, counts, place, size - place);
  }

  /** About what it takes in memory. */
  long bytes() {
    return OWN_BYTES + (long) (Integer.BYTES + Long.BYTES) * numbers.length;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Bins other
        && count == other.count
        && size == other.size
        && Arrays.equals(numbers, 0, size, other.numbers, 0, size)
        && Arrays.equals(counts, 0, size, other.counts, 0, size);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count);
  }
}
