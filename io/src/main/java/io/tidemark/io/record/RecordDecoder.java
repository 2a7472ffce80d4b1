// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import io.tidemark.transforms.reading.RejectedRecord;

/**
 * Decodes the bytes of one record into the text of the fields that were asked for.
 *
 * <p>Not safe for use by several threads at once.
 */
public interface RecordDecoder {
  /**
   * The text of the fields asked for, in the order asked for; null where the record has no such
   * field.
   *
   * @param record the bytes of one record, without the line end that may follow it
   * @throws RecordException if they are not one record of this format
   */
  String[] decode(byte[] record) throws RecordException;

  /**
   * Whether a field is a time by its type: its text is ISO 8601, whatever is said of how times are
   * written. Default: text has no types.
   */
  default boolean isTime(String field) {
    return false;
  }

  /** What is kept of a record that cannot be used. Default: its text, or base64 of its bytes. */
  default RejectedRecord reject(String source, String reason, byte[] record) {
    return RejectedRecord.of(source, reason, record);
  }
}
