// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The statistics of some parts together, to which newer ones come and from which the oldest leave
 * again, as they came.
 */
interface MovingPart {
  /** Adds a part, all of whose readings are later than those that are there. */
  void append(Part newest);

  /**
   * Adds a reading that is later than all that are there, or has an equal time and no less value.
   */
  void append(long time, double value);

  /** Takes away the one that was added first of those that are there; it has not changed. */
  void removeOldest(Part oldest);

  /** Takes away the reading that was added first of all that is there. */
  void removeOldest(long time, double value);

  /** A statistic of the readings that are there, if there is something to say. */
  OptionalDouble value(Statistic statistic, Optional<WindowEdges> edges);
}
