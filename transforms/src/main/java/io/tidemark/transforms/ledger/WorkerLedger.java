// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.ledger;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What the bundles of this process have counted so far, for its log. It is no account of a run: a
 * retried bundle counts twice, and a process may have several runs or a part of one.
 */
public final class WorkerLedger {
  private static final AtomicReference<Ledger> COUNTED = new AtomicReference<>(Ledger.EMPTY);

  private WorkerLedger() {}

  static void add(Ledger bundle) {
    COUNTED.accumulateAndGet(bundle, Ledger::plus);
  }

  /** The counts since the process began. */
  public static Ledger soFar() {
    return COUNTED.get();
  }
}
