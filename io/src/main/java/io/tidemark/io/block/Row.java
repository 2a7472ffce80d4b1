// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/** What a line says: where its key is, its time and its values. One object for all lines. */
final class Row {
  /** The time of a record that has none. */
  static final long NO_TIME = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();

  /** Stands for a value that is missing; no value is NaN. */
  static final double MISSING = Double.NaN;

  /** The line, and more around it. */
  byte[] bytes = {};

  /** Where each key field starts and ends. */
  final int[] keyStarts;

  final int[] keyEnds;

  long time = NO_TIME;
  final double[] values;

  Row(int keyFields, int valueFields) {
    this.keyStarts = new int[keyFields];
    this.keyEnds = new int[keyFields];
    this.values = new double[valueFields];
  }
}
