// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

/**
 * Readings in the order of their times, of equal times by value, of which the oldest may leave.
 *
 * <p>Each has a number, one more than that of the reading before it, which it has for ever.
 */
final class OrderedReadings {
  private static final int INITIAL = 8;

  private long[] times = new long[INITIAL];
  private double[] values = new double[INITIAL];
  private int head;
  private int size;
  private long first; // the number of the oldest

  int size() {
    return size;
  }

  /** The number of the oldest reading. */
  long first() {
    return first;
  }

  /** The number of the newest reading. */
  long last() {
    return first + size - 1;
  }

  /** The time of a reading, by its number. */
  long time(long number) {
    return times[head + (int) (number - first)];
  }

  /** The value of a reading, by its number. */
  double value(long number) {
    return values[head + (int) (number - first)];
  }

  /** Adds a reading after all others. */
  void append(long time, double value) {
    if (head + size == times.length) {
      makeRoom();
    }
    times[head + size] = time;
    values[head + size] = value;
    size++;
  }

  private void makeRoom() {
    int length = head > size ? times.length : 2 * times.length;
    long[] newTimes = length == times.length ? times : new long[length];
    double[] newValues = length == times.length ? values : new double[length];
    System.arraycopy(times, head, newTimes, 0, size);
    System.arraycopy(values, head, newValues, 0, size);
    times = newTimes;
    values = newValues;
    head = 0;
  }

  void removeFirst() {
    head++;
    size--;
    first++;
  }
}
