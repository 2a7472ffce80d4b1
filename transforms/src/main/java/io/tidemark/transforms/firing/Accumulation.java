// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.firing;

import java.util.Locale;

/** How the results of one window relate to each other. */
public enum Accumulation {
  /** Each result holds every reading so far and replaces the one before. */
  ACCUMULATING,
  /** Each result holds the readings since the one before; results add up. */
  DISCARDING;

  /** Reads {@code accumulating} or {@code discarding}. */
  public static Accumulation parse(String text) {
    for (Accumulation accumulation : values()) {
      if (accumulation.toString().equals(text)) {
        return accumulation;
      }
    }
    throw new IllegalArgumentException(
        String.format("accumulation '%s': must be accumulating or discarding", text));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
