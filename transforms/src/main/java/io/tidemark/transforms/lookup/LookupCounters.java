// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import io.tidemark.transforms.ledger.BundleLedger;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** Metrics of answers, by outcome, and of late updates. */
final class LookupCounters {
  private final Map<Answer.Outcome, Counter> answers = new EnumMap<>(Answer.Outcome.class);
  private final Counter late = counter("updates_late");

  LookupCounters() {
    for (Answer.Outcome each : Answer.Outcome.values()) {
      answers.put(each, counter("answers_" + each.name().toLowerCase(Locale.ROOT)));
    }
  }

  private static Counter counter(String name) {
    return Metrics.counter(BundleLedger.NAMESPACE, name);
  }

  void answer(Answer.Outcome outcome) {
    answers.get(outcome).inc();
  }

  void late() {
    late.inc();
  }
}
