// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the answers of one key must be: everything done one by one, in the order of event time. */
final class LookupHistory {
  /** At the same time updates are done in the order of these, and requests come last. */
  enum What {
    PUT,
    MERGE,
    DELETE,
    ASK
  }

  /** A value, or the id of a request. */
  record Event(long time, What what, String text) {}

  private static final Comparator<Event> ONE_BY_ONE =
      Comparator.comparingLong(Event::time)
          .thenComparing(Event::what)
          .thenComparing(Event::text); // ASCII, so this is the order of the bytes too

  private final long timeToLive;
  private final List<String> answers = new ArrayList<>();
  private String value;
  private long since;

  private LookupHistory(long timeToLive) {
    this.timeToLive = timeToLive;
  }

  /** Answers like {@code q1: a of 20} and {@code q2: nothing}. */
  static List<String> answers(List<Event> events, long timeToLive) {
    LookupHistory history = new LookupHistory(timeToLive);
    events.stream().sorted(ONE_BY_ONE).forEach(history::happens);
    return history.answers;
  }

  private void happens(Event event) {
    if (value != null && event.time() >= since + timeToLive) {
      value = null;
    }
    switch (event.what()) {
      case PUT -> set(event.text(), event.time());
      case MERGE -> set(value == null ? event.text() : value + event.text(), event.time());
      case DELETE -> value = null;
      case ASK ->
          answers.add(event.text() + ": " + (value == null ? "nothing" : value + " of " + since));
    }
  }

  private void set(String newValue, long time) {
    value = newValue;
    since = time;
  }
}
