// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads values in place: numbers, and the texts that mean "no reading". */
final class ValueReader {
  private final DecimalReader decimals = new DecimalReader();
  private final byte[][] missing;
  private final double[] missingNumbers;

  /**
   * A reader.
   *
   * @param missing the texts that mean "no reading"
   */
  ValueReader(List<String> missing) {
    this.missing =
        missing.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    this.missingNumbers =
        Arrays.stream(this.missing)
            .mapToDouble(this::wholeNumber)
            .filter(number -> !Double.isNaN(number))
            .toArray();
  }

  private double wholeNumber(byte[] text) {
    double number = decimals.read(Arrays.copyOf(text, text.length + Bytes.SLACK), 0);
    return decimals.end() == text.length ? number : Double.NaN;
  }

  /**
   * The number that starts at an index, and no text that means "no reading"; NaN if that is not
   * sure. It may end anywhere: see {@link #end}.
   */
  double number(byte[] bytes, int start) {
    double number = decimals.read(bytes, start);
    for (double suspect : missingNumbers) {
      if (number == suspect) {
        return Double.NaN;
      }
    }
    return number;
  }

  /** Where the last number ended. */
  int end() {
    return decimals.end();
  }

  /** Reads all of a field, with blanks around it, into a row; false where it is not sure of it. */
  boolean read(byte[] bytes, int start, int end, Row row, int value) {
    int from = Bytes.afterBlanks(bytes, start, end);
    int to = Bytes.beforeBlanks(bytes, from, end);
    if (isMissing(bytes, from, to)) {
      row.values[value] = Row.MISSING;
      return true;
    }
    double number = decimals.read(bytes, from);
    row.values[value] = number;
    return decimals.end() == to && !Double.isNaN(number);
  }

  private boolean isMissing(byte[] bytes, int from, int to) {
    for (byte[] text : missing) {
      if (Arrays.equals(text, 0, text.length, bytes, from, to)) {
        return true;
      }
    }
    return false;
  }
}
