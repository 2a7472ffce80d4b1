// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A plain loop over the bytes, in one thread: fields are parsed where they are, keys are compared
 * as bytes, decimals are a whole number over a power of ten, which is correctly rounded.
 */
public final class LoopMeans {
  private static final int BUFFER = 1 << 20;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

  private final Dataset dataset;
  private final byte delimiter;
  private final KeyTable table = new KeyTable();
  private final byte[] bytes = new byte[BUFFER];
  private int at;
  private double number;

  /** A loop over rows of a kind. */
  public LoopMeans(Dataset dataset) {
    this.dataset = dataset;
    this.delimiter = (byte) dataset.delimiter();
  }

  static void run(Dataset dataset, Path input, Means means) throws IOException {
    new LoopMeans(dataset).read(input, means);
  }

  /** Takes one row, without the end of its line; at most some hundred bytes. */
  public void row(byte[] row) {
    System.arraycopy(row, 0, bytes, 0, row.length);
    bytes[row.length] = '\n';
    lines(row.length + 1);
  }

  /** Gives what was found. */
  public void writeTo(Means means) {
    table.writeTo(means);
  }

  private void read(Path input, Means means) throws IOException {
    try (InputStream in = Files.newInputStream(input)) {
      int filled = 0;
      int read = in.read(bytes, 0, BUFFER);
      while (read > 0) {
        filled += read;
        int end = endOfLastLine(filled);
        lines(end);
        System.arraycopy(bytes, end, bytes, 0, filled - end);
        filled -= end;
        read = in.read(bytes, filled, BUFFER - filled);
      }
      if (filled != 0) {
        throw new IOException(input + ": the last line has no end, or one is too long");
      }
    }
    writeTo(means);
  }

  private int endOfLastLine(int filled) {
    int end = filled;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private void lines(int end) {
    at = 0;
    while (at < end) {
      long start = 0;
      if (dataset.isHourly()) {
        parseNumber();
        start = dataset.start((long) number);
      }
      int from = at;
      int hash = 0;
      while (bytes[at] != delimiter) {
        hash = 31 * hash + bytes[at++];
      }
      int row = table.row(bytes, from, at, hash, start);
      at++;
      parseNumber();
      table.add(row, number);
    }
  }

  /** Goes past the number and what ends it. */
  private void parseNumber() {
    boolean negative = bytes[at] == '-';
    if (negative) {
      at++;
    }
    long digits = 0;
    int point = -1;
    for (byte next = bytes[at]; next != delimiter && next != '\n'; next = bytes[++at]) {
      if (next == '.') {
        point = at;
      } else {
        digits = 10 * digits + (next - '0');
      }
    }
    double magnitude = point < 0 ? digits : digits / POWERS[at - point - 1];
    number = negative ? -magnitude : magnitude;
    at++;
  }

  /** Sums and counts per key and window, in open addressing. */
  private static final class KeyTable {
    private static final int ROWS = 1 << 18;

    private final byte[][] keys = new byte[ROWS][];
    private final long[] starts = new long[ROWS];
    private final double[] sums = new double[ROWS];
    private final long[] counts = new long[ROWS];
    private int used;

    int row(byte[] bytes, int from, int to, int hash, long start) {
      int row = spread(hash + 31 * Long.hashCode(start / Dataset.HOUR));
      while (keys[row] != null) {
        if (starts[row] == start
            && Arrays.equals(keys[row], 0, keys[row].length, bytes, from, to)) {
          return row;
        }
        row = (row + 1) & (ROWS - 1);
      }
      if (++used > ROWS / 2) {
        throw new IllegalStateException("more than " + ROWS / 2 + " results");
      }
      keys[row] = Arrays.copyOfRange(bytes, from, to);
      starts[row] = start;
      return row;
    }

    private static int spread(int hash) {
      return (hash * 0x9E3779B9) >>> (Integer.SIZE - 18);
    }

    void add(int row, double value) {
      sums[row] += value;
      counts[row]++;
    }

    void writeTo(Means means) {
      for (int row = 0; row < ROWS; row++) {
        if (keys[row] != null) {
          String key = new String(keys[row], StandardCharsets.UTF_8);
          means.add(key, starts[row], counts[row], sums[row] / counts[row]);
        }
      }
    }
  }
}
