// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.util.List;

/** Decodes a record that is its only field. */
final class NumberDecoder implements RecordDecoder {
  private NumberDecoder() {}

  /**
   * A decoder of one field.
   *
   * @throws InputException if there are several, or none
   */
  static NumberDecoder of(List<String> fields) {
    if (fields.size() != 1) {
      throw new InputException(
          String.format(
              "a bare number is one field, not %s: say --value=NAME, any name, and let --key and"
                  + " --time be attributes, such as @topic",
              Excerpt.of(String.join(",", fields))));
    }
    return new NumberDecoder();
  }

  @Override
  public String[] decode(byte[] record) throws RecordException {
    return new String[] {Utf8.decode(record)};
  }
}
