// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

/** What a statistic is, but for its parameter. The order is that of encoded sets. */
enum StatisticKind {
  COUNT(0),
  SUM(1),
  MEAN(2),
  MIN(3),
  MAX(4),
  VARIANCE(5),
  STDDEV(6),
  FIRST(7),
  LAST(8),
  PERCENTILE(9),
  DISTINCT(10),
  DELTA(11),
  COUNTER_DELTA(12),
  RATE(13),
  COUNTER_RATE(14),
  EWMA(15),
  STEP_MEAN(16),
  LINEAR_MEAN(17);

  private final int code;

  /**
   * A kind.
   *
   * @param code part of the format of accumulators and summaries, so never another's
   */
  StatisticKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Whether it takes its place in a set of bits: it has no parameter and a fixed size. */
  boolean isBasic() {
    return code <= LAST.code;
  }
}
