// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryAccumulator;

/**
 * What is known of a window of one series that has, or will have, more results than the one at its
 * end.
 */
final class Refinement {
  /** It is to be emitted with the block that its newest reading came in. */
  static final long AT_ONCE = Long.MIN_VALUE;

  /** It has no reading that has not been emitted. */
  static final long NEVER = Long.MAX_VALUE;

  private long emitted;
  private long due;
  private SummaryAccumulator news; // null unless results add up and one has been emitted

  /**
   * A refinement.
   *
   * @param emitted how many results the window has had: the revision of the next one
   */
  Refinement(long emitted, long due, SummaryAccumulator news) {
    this.emitted = emitted;
    this.due = due;
    this.news = news;
  }

  long emitted() {
    return emitted;
  }

  /** The processing time at which a result is due. */
  long due() {
    return due;
  }

  /** The readings since the last result, if that is what the next one says; null if it says all. */
  SummaryAccumulator news() {
    return news;
  }

  /** A result is due by then at the latest. */
  void changed(long newDue) {
    due = Math.min(due, newDue);
  }

  /** A reading came. */
  void add(long time, double value) {
    if (news != null) {
      news.add(time, value);
    }
  }

  /** A result was emitted. */
  void emit() {
    emitted++;
    due = NEVER;
  }

  /** From now on only new readings count. */
  void startNews(Statistics statistics) {
    news = new SummaryAccumulator(statistics);
  }
}
