// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The updates of one key in their order, and what they make of each other. */
final class Versions<V> {
  private final Rules<V> rules;
  private final List<TimedUpdate<V>> updates = new ArrayList<>();

  Versions(Rules<V> rules, Iterable<TimedUpdate<V>> unordered) {
    this.rules = rules;
    unordered.forEach(updates::add);
    updates.sort(rules.order());
  }

  /** All there are, in order. */
  List<TimedUpdate<V>> updates() {
    return updates;
  }

  /**
   * What is in force.
   *
   * @param at the time asked about
   * @param watermark what is taken for the time when the latest is asked for
   */
  Optional<Version<V>> inForce(long at, long watermark) {
    long moment = at == Request.LATEST ? watermark : at;
    return valueOf(countUpTo(at)).filter(version -> rules.isAlive(version.time(), moment));
  }

  /** Whether there is none of after a time, and one of before or at it. */
  boolean endBy(long time) {
    return !updates.isEmpty() && updates.get(updates.size() - 1).time() <= time;
  }

  /** Adds up what was before the earliest time that can be asked about at a watermark. */
  void addUp(long watermark) {
    long earliest = rules.earliest(watermark);
    int count = countUpTo(earliest - 1);
    Optional<Version<V>> sum = valueOf(count);
    updates.subList(0, count).clear();
    sum.filter(version -> rules.isAlive(version.time(), earliest))
        .ifPresent(
            version ->
                updates.add(0, new TimedUpdate<>(version.time(), Update.put(version.value()))));
  }

  /**
   * The watermark at which it is worth while to add up again: half of the updates will go, or the
   * last one will have been in force for its time to live.
   */
  long nextAddUp() {
    if (updates.isEmpty()) {
      return LookupClock.NEVER;
    }
    TimedUpdate<V> middle = updates.get(updates.size() / 2);
    if (updates.size() > 1 || middle.update().kind() != Update.Kind.PUT) {
      return rules.passedAt(middle.time());
    }
    return rules.timeToLive() == Rules.FOR_GOOD
        ? LookupClock.NEVER
        : rules.passedAt(middle.time() + rules.timeToLive() - 1);
  }

  private int countUpTo(long time) {
    int count = 0;
    while (count < updates.size() && updates.get(count).time() <= time) {
      count++;
    }
    return count;
  }

  /** What the first so many updates make of each other. */
  private Optional<Version<V>> valueOf(int count) {
    Optional<Version<V>> version = Optional.empty();
    for (TimedUpdate<V> next : updates.subList(0, count)) {
      long time = next.time();
      Optional<Version<V>> alive = version.filter(v -> rules.isAlive(v.time(), time));
      version = next.update().value().map(value -> new Version<>(time, after(alive, next, value)));
    }
    return version;
  }

  private V after(Optional<Version<V>> before, TimedUpdate<V> next, V value) {
    boolean merges = next.update().kind() == Update.Kind.MERGE;
    return merges && before.isPresent() ? rules.merge().apply(before.get().value(), value) : value;
  }
}
