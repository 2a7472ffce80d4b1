// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.synthetic;

/**
 * Where somebody is in a stream of readings; the reading is in its fields, nothing is allocated.
 */
public final class Cursor {
  private static final int VALUES = 1024;
  private static final double[] DECIMALS = new double[VALUES];

  static {
    for (int i = 0; i < VALUES; i++) {
      DECIMALS[i] = (i - 300) / 10.0;
    }
  }

  private final ReadingStream stream;
  private final int parts;
  private final String[] keys;
  private long next;
  private long due = Long.MIN_VALUE;
  private int series;
  private long time;
  private double value;

  Cursor(ReadingStream stream, int part, int parts) {
    this.stream = stream;
    this.parts = parts;
    this.keys = stream.keys();
    this.next = part;
  }

  /** Goes to the next reading, if there is one. */
  public boolean next() {
    long index = next;
    if (index >= stream.readings()) {
      return false;
    }
    if (due == Long.MIN_VALUE) {
      RunClock.start();
    }
    next = index + parts;
    due = stream.due(index);
    long random = Bits.mix(index);
    series = (int) (((random >>> 32) * stream.series()) >>> 32);
    time = due - (((random & 0xFFFF) * ReadingStream.DISORDER) >>> 16);
    value = DECIMALS[(int) (random >>> 16) & (VALUES - 1)];
    return true;
  }

  /** The index of the reading after this one: what a checkpoint must remember. */
  public long position() {
    return next;
  }

  /** Goes on from what {@link #position} said. */
  public void seek(long position) {
    next = position;
  }

  /** The number of the series, from 0. */
  public int series() {
    return series;
  }

  /** The name of the series. */
  public String key() {
    return keys[series];
  }

  /** Event time in milliseconds. */
  public long time() {
    return time;
  }

  /** The value. */
  public double value() {
    return value;
  }

  /** No later reading of this cursor is before it; {@code Long.MIN_VALUE} before the first. */
  public long watermark() {
    return due == Long.MIN_VALUE ? Long.MIN_VALUE : due - ReadingStream.DISORDER;
  }
}
