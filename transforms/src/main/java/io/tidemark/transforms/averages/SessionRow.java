// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.summary.SummaryCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sessions of a series that are open: they do not overlap, the earliest is first. */
final class SessionRow extends SeriesRow {
  private final List<Session> sessions = new ArrayList<>(1);

  SessionRow(byte[] key, long keyHash) {
    super(key, keyHash);
  }

  List<Session> sessions() {
    return sessions;
  }

  @Override
  boolean isEmpty() {
    return sessions.isEmpty();
  }

  /**
   * The session that a reading makes or joins, which holds the reading's own interval then; those
   * that it bridges are one.
   *
   * @param openEnd where the earliest session ends that is open
   * @return empty if the reading is late: it joins none, and its own would be closed
   */
  Optional<Session> join(SummaryCells cells, long start, long end, long openEnd) {
    int first = firstEndingAfter(start);
    int after = first;
    while (after < sessions.size() && sessions.get(after).start() < end) {
      after++;
    }
    if (first == after) {
      if (end < openEnd) {
        return Optional.empty();
      }
      sessions.add(first, new Session(start, end, cells));
      return Optional.of(sessions.get(first));
    }
    Session session = sessions.get(first);
    List<Session> others = sessions.subList(first + 1, after);
    others.forEach(other -> session.merge(cells, other));
    others.clear();
    session.span(start, end);
    return Optional.of(session);
  }

  private int firstEndingAfter(long time) {
    int low = 0;
    int high = sessions.size();
    if (high > 0 && sessions.get(high - 1).start() <= time) {
      low = high - 1; // as a rule the newest
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sessions.get(middle).end() <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
