// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

/** State of a run that computed something else: see {@link Averages.PerKey#withStateOf}. */
public final class StateMismatchException extends IllegalStateException {
  StateMismatchException(String message) {
    super(message);
  }
}
