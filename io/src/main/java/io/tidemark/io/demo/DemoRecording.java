// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.demo;

import com.google.auto.value.AutoValue;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingDecoder;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.replay.Recording;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;

/**
 * The demo stream: JSON lines of five harbour sensors, 25 records a second of event time.
 *
 * <p>Records look like {@code {"sensor":"pier","time":"2026-01-01T00:00:12.300Z",
 * "temperature":11.7}}. Most come up to two seconds out of order. From the two thousandth on one in
 * a hundred comes an hour late; one in a hundred says null, and one in two hundred is broken in one
 * way or another.
 *
 * <ul>
 *   <li>Deterministic: the same seed and position give the same record.
 *   <li>The text passes through the same decoder as that of any other source.
 * </ul>
 */
@AutoValue
public abstract class DemoRecording implements Recording {
  private static final long serialVersionUID = 1;

  /** How the fields of the demo's records make readings. */
  public static final ReadingSchema SCHEMA =
      ReadingSchema.ofValues("temperature").withKey("sensor").withTime("time");

  private static final long ENDLESS = Long.MAX_VALUE;

  DemoRecording() {}

  /**
   * A demo that ends.
   *
   * @param records how many records, at least 0
   * @param schema the fields that are of interest, {@link #SCHEMA} or others
   */
  public static DemoRecording of(long seed, long records, ReadingSchema schema) {
    if (records < 0) {
      throw new IllegalArgumentException(
          String.format("of(%s, %s): must be at least 0 records", seed, records));
    }
    return new AutoValue_DemoRecording(seed, records, schema);
  }

  /** A demo that goes on for ever. */
  public static DemoRecording endless(long seed, ReadingSchema schema) {
    return new AutoValue_DemoRecording(seed, ENDLESS, schema);
  }

  abstract long seed();

  abstract long size();

  @Override
  public String name() {
    return String.format("demo:%s of seed %s", isEndless() ? "endless" : size(), seed());
  }

  @Override
  public abstract ReadingSchema schema();

  @Override
  public boolean isEndless() {
    return size() == ENDLESS;
  }

  @Override
  public Records open(long position) {
    return new Generated(position);
  }

  private final class Generated implements Records {
    private final DemoText texts = new DemoText(seed());
    private final ReadingDecoder decoder =
        ReadingDecoder.of(schema(), RecordFormat.jsonLines().decoder(schema().fields()));
    private long position;

    private Generated(long position) {
      this.position = position;
    }

    @Override
    public boolean hasNext() {
      return position < size();
    }

    @Override
    public DecodedRecord next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the demo has ended");
      }
      byte[] text = texts.at(position).getBytes(StandardCharsets.UTF_8);
      position++;
      return decoder.decode("demo", position, text);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
