// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

/**
 * A step of an episode.
 *
 * @param state what it comes to
 * @param since when its condition began to hold, which tells episodes of a rule and series apart
 * @param time when the step is, in event time
 * @param value the last value until then; NaN without one
 * @param measure of that value, see {@link Condition#measure}
 * @param reason why
 */
record Transition(
    AlertState state, long since, long time, double value, double measure, Reason reason) {}
