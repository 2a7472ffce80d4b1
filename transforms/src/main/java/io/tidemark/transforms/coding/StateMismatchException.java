// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.coding;

/** State of a run that computed something else: see {@link StateIdentity}. */
public final class StateMismatchException extends IllegalStateException {
  StateMismatchException(String message) {
    super(message);
  }
}
