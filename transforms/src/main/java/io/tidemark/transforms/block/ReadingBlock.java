// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.block;

import java.util.Arrays;
import org.apache.beam.sdk.coders.Coder;
import org.joda.time.Instant;

/**
 * Readings of several series in columns: for each its series, its event time and its value.
 *
 * <pre>{@code
 * ReadingBlock.Builder builder = new ReadingBlock.Builder(4096);
 * int blue = builder.seriesOf("blue".getBytes(StandardCharsets.UTF_8));
 * builder.add(blue, 0L, 20.5);
 * builder.add(blue, 1000L, 21.5);
 * ReadingBlock block = builder.build(); // two readings of one series
 * }</pre>
 *
 * <ul>
 *   <li>A series is bytes: its key as the coder of the keys writes it.
 *   <li>Order: that of {@link Builder#add}; it is kept.
 *   <li>As an element, a block has the timestamp of its {@linkplain #earliest earliest} reading, so
 *       that no watermark passes one of them on the way.
 *   <li>Immutable; arrays that methods return are not to be changed.
 * </ul>
 */
public final class ReadingBlock {
  private final byte[][] keys;
  private final long[] hashes; // of the keys
  private final int[] series;
  private final long[] times;
  private final double[] values;

  ReadingBlock(byte[][] keys, long[] hashes, int[] series, long[] times, double[] values) {
    this.keys = keys;
    this.hashes = hashes;
    this.series = series;
    this.times = times;
    this.values = values;
  }

  /** How many readings there are. */
  public int size() {
    return series.length;
  }

  /** How many series they are of; all of them have a reading. */
  public int seriesCount() {
    return keys.length;
  }

  /** The bytes of a series, from 0 to {@code seriesCount() - 1}. */
  public byte[] key(int index) {
    return keys[index];
  }

  /**
   * A hash of the bytes of a series, from 0 to {@code seriesCount() - 1}: the same for the same
   * bytes in every block, and for good. Nobody has to look at the bytes again.
   */
  public long keyHash(int index) {
    return hashes[index];
  }

  /** The series of a reading, from 0 to {@code size() - 1}. */
  public int series(int reading) {
    return series[reading];
  }

  /** The event time of a reading, in milliseconds since 1970. */
  public long time(int reading) {
    return times[reading];
  }

  /** The value of a reading: any double. */
  public double value(int reading) {
    return values[reading];
  }

  /** The earliest event time; there is one, for a block is never empty. */
  public long earliest() {
    long earliest = times[0];
    for (long time : times) {
      earliest = Math.min(earliest, time);
    }
    return earliest;
  }

  /** Version, then the columns one after the other, behind their length in bytes. */
  public static Coder<ReadingBlock> coder() {
    return ReadingBlockCoder.INSTANCE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadingBlock that
        && Arrays.deepEquals(keys, that.keys)
        && Arrays.equals(series, that.series)
        && Arrays.equals(times, that.times)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(times) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return String.format("ReadingBlock{%s readings of %s series}", size(), seriesCount());
  }

  /**
   * Collects readings, one block after the other.
   *
   * <p>The number of a series stays the same for all blocks that one builder makes; a block holds
   * only the series that it has readings of. Not safe for use by several threads at once.
   */
  public static final class Builder implements Folding<ReadingBlock> {
    private static final int UNUSED = -1;

    private final KeyIndex keys = new KeyIndex();
    private final int[] series;
    private final long[] times;
    private final double[] values;
    private int size;
    private int[] inBlock = {};

    /**
     * A builder of blocks of at most so many readings.
     *
     * @param capacity at least 1; some thousand make the cost of an element small
     */
    public Builder(int capacity) {
      if (capacity < 1) {
        throw new IllegalArgumentException(String.format("Builder(%s): must be >= 1", capacity));
      }
      this.series = new int[capacity];
      this.times = new long[capacity];
      this.values = new double[capacity];
    }

    @Override
    public int seriesOf(byte[] key) {
      return keys.indexOf(key);
    }

    @Override
    public int seriesOf(ReadingBlock block, int index) {
      return keys.indexOf(block.keys[index], block.hashes[index]);
    }

    /** The number of a series whose bytes are a part of an array. */
    public int seriesOf(byte[] bytes, int from, int to) {
      return keys.indexOf(bytes, from, to);
    }

    @Override
    public void add(int seriesNumber, long time, double value) {
      series[size] = seriesNumber;
      times[size] = time;
      values[size] = value;
      size++;
    }

    @Override
    public boolean isFull() {
      return size == series.length;
    }

    @Override
    public boolean isEmpty() {
      return size == 0;
    }

    @Override
    public void emit(Output<ReadingBlock> out) {
      if (size > 0) {
        ReadingBlock block = build();
        out.emit(block, Instant.ofEpochMilli(block.earliest()));
      }
    }

    /**
     * The readings so far as a block, of which there is at least one; the next one starts empty.
     */
    public ReadingBlock build() {
      if (size == 0) {
        throw new IllegalStateException("build(): a block has at least one reading");
      }
      if (inBlock.length < keys.size()) {
        inBlock = new int[Math.max(keys.size(), 2 * inBlock.length)];
        Arrays.fill(inBlock, UNUSED);
      }
      byte[][] used = new byte[Math.min(size, keys.size())][];
      long[] hashes = new long[used.length];
      int count = 0;
      int[] numbers = new int[size];
      for (int i = 0; i < size; i++) {
        int number = series[i];
        if (inBlock[number] == UNUSED) {
          inBlock[number] = count;
          used[count] = keys.key(number);
          hashes[count++] = keys.hash(number);
        }
        numbers[i] = inBlock[number];
      }
      for (int i = 0; i < size; i++) {
        inBlock[series[i]] = UNUSED;
      }
      ReadingBlock block =
          new ReadingBlock(
              count == used.length ? used : Arrays.copyOf(used, count),
              count == used.length ? hashes : Arrays.copyOf(hashes, count),
              numbers,
              Arrays.copyOf(times, size),
              Arrays.copyOf(values, size));
      size = 0;
      return block;
    }
  }
}
