// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.reading;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import org.apache.beam.sdk.coders.Coder;

/** What is measured: the key of a record (a station, a sensor) and the field the value is from. */
@AutoValue
public abstract class Series implements Comparable<Series> {
  private static final Comparator<Series> ORDER =
      Comparator.comparing(Series::key).thenComparing(Series::field);

  /**
   * A series.
   *
   * @param key who was measured; several key fields are joined with {@code /}, none is ""
   * @param field what was measured: the name of the value's field
   */
  public static Series of(String key, String field) {
    return new AutoValue_Series(key, field);
  }

  /** Who was measured; empty where all records are one series. */
  public abstract String key();

  /** What was measured: the name of the value's field. */
  public abstract String field();

  /** Version, key, field; a series is the key of a shuffle, so the bytes are deterministic. */
  public static Coder<Series> coder() {
    return SeriesCoder.INSTANCE;
  }

  @Override
  public final int compareTo(Series other) {
    return ORDER.compare(this, other);
  }

  private static final class SeriesCoder extends VersionedCoder<Series> {
    private static final long serialVersionUID = 1;

    private static final SeriesCoder INSTANCE = new SeriesCoder();

    private SeriesCoder() {
      super(1);
    }

    @Override
    protected void write(Series series, DataOutputStream out) throws IOException {
      Texts.write(series.key(), out);
      Texts.write(series.field(), out);
    }

    @Override
    protected Series read(DataInputStream in, int version) throws IOException {
      return Series.of(Texts.read(in), Texts.read(in));
    }
  }
}
