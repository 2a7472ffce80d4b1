// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import java.util.ArrayList;
import java.util.List;

/**
 * What a rule with limits has to say, found the slow way: millisecond by millisecond.
 *
 * @param limit above which it begins to hold
 * @param clear down to which it goes on to hold
 * @param silence after which it holds instead; 0 for a rule with limits
 * @param forget after which a silent series is forgotten; 0 for never
 */
record Model(double limit, double clear, long duration, long cooldown, long silence, long forget) {
  /** A state from a time on, of the episode that began at another. */
  record Step(AlertState state, long since, long time) {}

  Rule rule() {
    Rule rule =
        Rule.of(
                "model",
                silence > 0
                    ? Condition.silence(java.time.Duration.ofMillis(silence))
                    : Condition.above(limit, clear))
            .withDuration(java.time.Duration.ofMillis(duration))
            .withCooldown(java.time.Duration.ofMillis(cooldown));
    return forget == 0 ? rule : rule.forgetting(java.time.Duration.ofMillis(forget));
  }

  /** The steps before a time, of samples in order. */
  List<Step> steps(List<Sample> samples, long until) {
    List<Step> steps = new ArrayList<>();
    if (samples.isEmpty()) {
      return steps;
    }
    boolean holds = false;
    AlertState state = AlertState.RESOLVED;
    long since = 0;
    long untrueSince = 0;
    long lastSample = Long.MAX_VALUE;
    for (long now = samples.get(0).time(); now < until; now++) {
      List<Boolean> changes = new ArrayList<>();
      boolean then = holds;
      for (Sample sample : samples) {
        if (sample.time() == now) {
          then = silence == 0 && sample.value() > (then ? clear : limit);
          changes.add(then);
          lastSample = now;
        }
      }
      if (silence > 0 && now - lastSample == silence) {
        changes.add(true);
      }
      for (boolean change : changes) {
        if (change && !holds && state == AlertState.RESOLVED) {
          since = now;
          state = duration == 0 ? AlertState.FIRING : AlertState.PENDING;
          steps.add(new Step(state, since, now));
        } else if (!change && holds && state == AlertState.PENDING) {
          state = AlertState.RESOLVED;
          steps.add(new Step(state, since, now));
        } else if (!change && holds) {
          untrueSince = now;
          if (cooldown == 0) {
            state = AlertState.RESOLVED;
            steps.add(new Step(state, since, now));
          }
        }
        holds = change;
      }
      if (state == AlertState.PENDING && now - since == duration) {
        state = AlertState.FIRING;
        steps.add(new Step(state, since, now));
      }
      if (state == AlertState.FIRING && !holds && now - untrueSince == cooldown) {
        state = AlertState.RESOLVED;
        steps.add(new Step(state, since, now));
      }
      if (forget > 0 && now - lastSample == forget) {
        holds = false;
        if (state != AlertState.RESOLVED) {
          state = AlertState.RESOLVED;
          steps.add(new Step(state, since, now));
        }
      }
    }
    return steps;
  }
}
