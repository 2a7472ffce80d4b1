// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.state.BagState;

/** What waits in an inbox until the watermark has passed it. */
interface Timed {
  /** Event time in milliseconds since 1970. */
  long time();

  /** What is before a time, which is taken out. */
  static <T extends Timed> List<T> take(BagState<T> inbox, long until) {
    List<T> taken = new ArrayList<>();
    List<T> left = new ArrayList<>();
    inbox.read().forEach(each -> (each.time() < until ? taken : left).add(each));
    inbox.clear();
    left.forEach(inbox::add);
    return taken;
  }

  /** The first time of all; {@link Machine#NEVER} without one. */
  static <T extends Timed> long first(BagState<T> inbox) {
    long first = Machine.NEVER;
    for (T each : inbox.read()) {
      first = Math.min(first, each.time());
    }
    return first;
  }
}
