// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

/**
 * What bytes there are in a part of an array.
 *
 * @param lfs how many LF
 * @param crs whether there is a CR
 * @param quotes whether there is a quote
 */
record Census(long lfs, boolean crs, boolean quotes) {
  private static final long LFS = Bytes.repeated('\n');
  private static final long CRS = Bytes.repeated('\r');
  private static final long QUOTES = Bytes.repeated('"');

  static Census of(byte[] bytes, int start, int end) {
    long lfs = 0;
    long crs = 0;
    long quotes = 0;
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      long eight = Bytes.at(bytes, at);
      lfs += Long.bitCount(Bytes.allZeros(eight ^ LFS));
      crs |= Bytes.zeros(eight ^ CRS);
      quotes |= Bytes.zeros(eight ^ QUOTES);
    }
    for (; at < end; at++) {
      lfs += bytes[at] == '\n' ? 1 : 0;
      crs |= bytes[at] == '\r' ? 1 : 0;
      quotes |= bytes[at] == '"' ? 1 : 0;
    }
    return new Census(lfs, crs != 0, quotes != 0);
  }
}
