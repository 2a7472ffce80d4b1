// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

import java.util.List;
import java.util.Optional;

/** One window for everything. */
enum GlobalWindowing implements Windowing {
  INSTANCE;

  @Override
  public boolean needsTime() {
    return false;
  }

  @Override
  public List<Interval> windows(long time) {
    return List.of();
  }

  @Override
  public Optional<Panes> panes() {
    return Optional.of(GlobalPanes.INSTANCE);
  }

  @Override
  public String toString() {
    return "global";
  }
}
