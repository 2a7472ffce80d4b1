// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.Cursor;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import io.tidemark.transforms.block.ReadingBlock;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/** An element for some thousand readings, as a source makes them that reads many at a time. */
final class Blocks implements BeamSource.Format<ReadingBlock> {
  private static final long serialVersionUID = 1;
  private static final int READINGS = 4096;

  private final boolean byKey;

  private Blocks(boolean byKey) {
    this.byKey = byKey;
  }

  /** Finds each reading's series by the bytes of its name, as a source must that parses. */
  static Blocks byKey() {
    return new Blocks(true);
  }

  /** Knows the series by number, as a source does whose partitions are series. */
  static Blocks byNumber() {
    return new Blocks(false);
  }

  @Override
  public Coder<ReadingBlock> coder() {
    return ReadingBlock.coder();
  }

  @Override
  public BeamSource.Elements<ReadingBlock> open(ReadingStream stream) {
    return new Elements(stream, byKey);
  }

  private static final class Elements implements BeamSource.Elements<ReadingBlock> {
    private final ReadingBlock.Builder builder = new ReadingBlock.Builder(READINGS);
    private final boolean byKey;
    private final byte[][] keys;
    private final int[] numbers;

    Elements(ReadingStream stream, boolean byKey) {
      this.byKey = byKey;
      this.keys = new byte[stream.series()][];
      this.numbers = new int[stream.series()];
      String[] names = stream.keys();
      for (int i = 0; i < keys.length; i++) {
        keys[i] = names[i].getBytes(StandardCharsets.UTF_8);
        numbers[i] = builder.seriesOf(keys[i]);
      }
    }

    @Override
    public TimestampedValue<ReadingBlock> next(Cursor cursor) {
      while (!builder.isFull() && cursor.next()) {
        int series = cursor.series();
        int number = byKey ? builder.seriesOf(keys[series]) : numbers[series];
        builder.add(number, cursor.time(), cursor.value());
      }
      if (builder.isEmpty()) {
        return null;
      }
      ReadingBlock block = builder.build();
      return TimestampedValue.of(block, Instant.ofEpochMilli(block.earliest()));
    }
  }
}
