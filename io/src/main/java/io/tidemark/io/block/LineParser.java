// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

/** Parses lines of one format in place. */
interface LineParser {
  /** A line that the parser is not sure of. */
  int UNSURE = -1;

  /**
   * Parses the line that starts at an index into {@link #row}.
   *
   * @param bytes lines, the last one ended by LF, and {@link Bytes#SLACK} more bytes
   * @return where the next line starts, or {@link #UNSURE}
   */
  int parse(byte[] bytes, int start);

  /** What the last line said; it means nothing where the parser was not sure. */
  Row row();

  /**
   * Passes over a line that holds no record.
   *
   * @return where the next line starts; {@code start} if there may be a record
   */
  int passEmpty(byte[] bytes, int start);

  /**
   * The end of the record on the line that starts at an index, before the line end.
   *
   * @param end where the lines end
   * @return the index, or {@link #UNSURE} if the record may go on behind the line
   */
  int recordEnd(byte[] bytes, int start, int end);

  /** Where the next line starts after the end of a record. */
  int nextLine(byte[] bytes, int recordEnd);
}
