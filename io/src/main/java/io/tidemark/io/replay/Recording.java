// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.replay;

import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingSchema;
import java.io.Closeable;
import java.io.Serializable;
import java.util.Iterator;

/**
 * Decoded records in the order in which they arrived, which can be read again from any place.
 *
 * <p>The same recording gives the same records each time: that is what makes a position in it
 * something to restart from.
 */
public interface Recording extends Serializable {
  /**
   * Opens the recording.
   *
   * @param position how many records to pass over; at the end or beyond it, none are left
   */
  Records open(long position);

  /** What is recorded, to tell it from another recording: without a secret in it. */
  String name();

  /** The fields of its records. */
  ReadingSchema schema();

  /** Whether it goes on for ever. */
  boolean isEndless();

  /** The records of an opened recording. */
  interface Records extends Iterator<DecodedRecord>, Closeable {}
}
