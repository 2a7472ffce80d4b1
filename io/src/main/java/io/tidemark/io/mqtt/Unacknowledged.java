// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The messages that were handed over, and are the broker's still. */
final class Unacknowledged {
  /** A message; without an arrival if it came on a connection that is gone. */
  private record Entry(long number, long fingerprint, Arrival arrival) {}

  /** So many messages may be on their way, acknowledged here and not yet with the broker. */
  private static final int RECENT = 1 << 17;

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final Set<Long> acknowledged =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
              return size() > RECENT;
            }
          });
  private boolean othersBefore;
  private long settled;

  /** Nothing; all up to a number, from 1, may be acknowledged. */
  Unacknowledged(long settled) {
    this.settled = settled;
  }

  /** A message of which only the fingerprint is known. */
  void expect(long number, long fingerprint) {
    othersBefore = true;
    entries.add(new Entry(number, fingerprint, null));
  }

  void add(long number, Arrival arrival) {
    entries.add(new Entry(number, arrival.fingerprint(), arrival));
    acknowledge();
  }

  /** All up to a number may be acknowledged. */
  void settle(long number) {
    settled = Math.max(settled, number);
    acknowledge();
  }

  private void acknowledge() {
    while (!entries.isEmpty()
        && entries.peek().arrival() != null
        && entries.peek().number() <= settled) {
      Entry entry = entries.poll();
      acknowledged.add(entry.fingerprint());
      entry.arrival().acknowledge();
    }
  }

  /** Whether a message of a fingerprint may have been acknowledged, here or before a restart. */
  boolean mayHaveBeen(long fingerprint) {
    return othersBefore || acknowledged.contains(fingerprint);
  }

  int size() {
    return entries.size();
  }

  /** The fingerprints, oldest first. */
  long[] fingerprints() {
    return entries.stream().mapToLong(Entry::fingerprint).toArray();
  }

  /** The messages came again: the last of them is the last that had been handed over. */
  void replace(long count, List<Arrival> again) {
    entries.clear();
    for (int i = 0; i < again.size(); i++) {
      add(count - again.size() + 1 + i, again.get(i));
    }
  }

  void clear() {
    entries.clear();
  }
}
