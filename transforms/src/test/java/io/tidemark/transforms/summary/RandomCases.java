// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import java.util.Random;

/** Randomness that can be replayed: {@code -Dseed=}; {@code -Dcases=} says how much of it. */
final class RandomCases {
  private RandomCases() {}

  /** A generator of the given seed or of a new one, which is printed. */
  static Random random(String test) {
    long seed = property("seed", new Random().nextLong());
    System.out.printf("%s: -Dseed=%s%n", test, seed);
    return new Random(seed);
  }

  /** How many cases to try. */
  static int cases(int usual) {
    return Math.toIntExact(property("cases", usual));
  }

  private static long property(String name, long otherwise) {
    String text = System.getProperty(name, "");
    return text.isEmpty() ? otherwise : Long.parseLong(text);
  }
}
