// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/** Beam's ends of time, in milliseconds since 1970. */
final class Times {
  /** The timestamp of an element that has none: the earliest there is. */
  static final long NONE = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();

  /** When the global window ends: a watermark from here on says that all input has come. */
  static final long END = GlobalWindow.INSTANCE.maxTimestamp().getMillis();

  private Times() {}
}
