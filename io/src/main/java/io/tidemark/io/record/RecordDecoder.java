// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

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
}
