// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.transforms.block.KeyIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * A plain loop in one thread with Tidemark's own parser and index of keys, and sums of doubles.
 *
 * <p>It is in this package because the parser is nobody else's business. It takes lines that the
 * parser is sure of, and no others.
 */
public final class ParserLoop {
  private static final int MAX_LINE = 1 << 10;

  private final LineParser parser;
  private final LongUnaryOperator windowStart;
  private final KeyIndex keys = new KeyIndex();
  private final List<Windows> windows = new ArrayList<>();

  /** Takes what a loop found. */
  public interface Output {
    /** The mean of a key in a window. */
    void add(String key, long windowStart, long count, double mean);
  }

  /**
   * A loop over rows.
   *
   * @param windowStart the start of the window of an event time
   */
  public ParserLoop(
      ReadingSchema schema, List<String> columns, char delimiter, LongUnaryOperator windowStart) {
    this.parser = CsvParser.of(schema, columns, delimiter);
    this.windowStart = windowStart;
  }

  /** Reads a file without a header, and gives out what it found. */
  public void read(Path file, Output out) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      LineFeed feed = new LineFeed(in, RangeReader.PIECE, MAX_LINE);
      while (feed.next()) {
        lines(feed.bytes(), feed.start(), feed.end());
      }
    }
    for (int key = 0; key < keys.size(); key++) {
      String name = new String(keys.key(key), StandardCharsets.UTF_8);
      windows.get(key).all.forEach((start, sum) -> out.add(name, start, sum.count, sum.mean()));
    }
  }

  private void lines(byte[] bytes, int start, int end) throws IOException {
    Row row = parser.row();
    int at = start;
    while (at < end) {
      at = parser.parse(bytes, at);
      if (at == LineParser.UNSURE) {
        throw new IOException("a line that is none of the benchmark's");
      }
      int key = keys.indexOf(row.bytes, row.keyStarts[0], row.keyEnds[0]);
      if (key == windows.size()) {
        windows.add(new Windows());
      }
      Sum sum = windows.get(key).at(windowStart.applyAsLong(row.time));
      sum.sum += row.values[0];
      sum.count++;
    }
  }

  /** The windows of a key; the last one is at hand. */
  private static final class Windows {
    private final Map<Long, Sum> all = new HashMap<>();
    private long lastStart;
    private Sum last;

    Sum at(long start) {
      if (last == null || start != lastStart) {
        last = all.computeIfAbsent(start, s -> new Sum());
        lastStart = start;
      }
      return last;
    }
  }

  private static final class Sum {
    private double sum;
    private long count;

    double mean() {
      return sum / count;
    }
  }
}
