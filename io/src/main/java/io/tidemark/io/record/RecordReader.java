// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.io.IOException;

/** Finds the records of a stream of bytes, one after the other. */
interface RecordReader {
  /** The most bytes a record may have; more of one is not held in memory. */
  int MAX_RECORD = 1 << 24;

  /** Of a record that has more than {@link #MAX_RECORD} bytes, this many are kept. */
  int HEAD = 1 << 12;

  /** Goes to the next record; false at the end of the stream. */
  boolean next() throws IOException;

  /** The line the record starts on, from 1; 0 before the first. */
  long line();

  /** How many lines are before what is read next. */
  long linesPassed();

  /** How many bytes are before what is read next, a byte order mark among them. */
  long bytesPassed();

  /** The bytes of the record, without its line end. */
  byte[] record();

  /** Whether {@link #record} is only the head of a line of more than {@link #MAX_RECORD} bytes. */
  boolean cut();
}
