// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.transforms.block.Folding;
import io.tidemark.transforms.block.KeyIndex;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.reading.Series;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * From the UTF-8 bytes of keys to the series of their value fields, as {@link Series#coder} writes
 * them, by their numbers in a folding.
 */
final class SeriesIndex {
  /** Stands for a key that is not UTF-8. */
  static final int INVALID = -1;

  private final KeyIndex keys = new KeyIndex();
  private final Folding<?> folding;
  private final byte version;
  private final byte[][] fields;
  private int[] firstSeries = new int[64];

  SeriesIndex(Folding<?> folding, List<String> valueFields) {
    this.folding = folding;
    byte[] none = encoded(Series.of("", ""));
    this.version = none[0];
    this.fields = valueFields.stream().map(SeriesIndex::fieldBytes).toArray(byte[][]::new);
  }

  /** What follows the key: of an empty key the version and its length are one byte each. */
  private static byte[] fieldBytes(String field) {
    byte[] series = encoded(Series.of("", field));
    return Arrays.copyOfRange(series, 2, series.length);
  }

  private static byte[] encoded(Series series) {
    try {
      return CoderUtils.encodeToByteArray(Series.coder(), series);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many keys it has seen. */
  int size() {
    return keys.size();
  }

  /**
   * The number of the series of the first value field, which those of the others follow; {@link
   * #INVALID} where the key is not UTF-8.
   */
  int firstSeries(byte[] bytes, int start, int end) {
    int before = keys.size();
    int key = keys.indexOf(bytes, start, end);
    if (key == before) {
      add(key);
    }
    return firstSeries[key];
  }

  private void add(int index) {
    if (index == firstSeries.length) {
      firstSeries = Arrays.copyOf(firstSeries, 2 * index);
    }
    byte[] key = keys.key(index);
    firstSeries[index] = INVALID;
    if (!isUtf8(key)) {
      return;
    }
    firstSeries[index] = folding.seriesOf(seriesBytes(key, fields[0]));
    for (int i = 1; i < fields.length; i++) {
      // Nobody else adds series, so those of a new key are new and get numbers in a row.
      folding.seriesOf(seriesBytes(key, fields[i]));
    }
  }

  private static boolean isUtf8(byte[] key) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private byte[] seriesBytes(byte[] key, byte[] field) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(key.length + field.length + 6);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(version);
      Varints.write(key.length, out);
      out.write(key);
      out.write(field);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
