// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last windows of the series that were used last, for tables that do not stay in memory: from
 * RocksDB a table is read anew each time, and without these so are all readings of its windows.
 *
 * <p>What is here can always be made again. It is believed where a series is just as it was left:
 * its count of readings and its watermark only grow, so nothing can have happened in between.
 */
final class LastWindows {
  /** Each takes some 50 bytes. */
  private static final long MOST_READINGS = 1 << 20;

  private record Left(OpenCount open, MovingReadings window) {
    long size() {
      return open.end() - open.kept();
    }
  }

  private final Map<ByteBuffer, Left> bySeries = new LinkedHashMap<>();
  private long readings;

  /** What was left of a series, if it is there and the series is as it was. */
  Optional<MovingReadings> take(byte[] series, OpenCount open) {
    return Optional.ofNullable(remove(series))
        .filter(left -> left.open().equals(open))
        .map(Left::window);
  }

  /** Leaves the last window of a series, and forgets those that have not been used for longest. */
  void leave(byte[] series, OpenCount open, MovingReadings window) {
    remove(series);
    Left left = new Left(open, window);
    bySeries.put(ByteBuffer.wrap(series), left);
    readings += left.size();
    for (Iterator<Left> oldest = bySeries.values().iterator(); readings > MOST_READINGS; ) {
      readings -= oldest.next().size();
      oldest.remove();
    }
  }

  /** The series begins anew. */
  void forget(byte[] series) {
    remove(series);
  }

  private Left remove(byte[] series) {
    Left left = bySeries.remove(ByteBuffer.wrap(series));
    readings -= left == null ? 0 : left.size();
    return left;
  }
}
