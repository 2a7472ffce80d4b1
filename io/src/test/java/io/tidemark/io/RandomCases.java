// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io;

import java.util.Random;

/** Runs a check on random cases; a failure prints the seed that replays it. */
public final class RandomCases {
  private RandomCases() {}

  /** What is checked of one case. */
  @FunctionalInterface
  public interface Check {
    /** Draws a case and checks it. */
    void run(Random random) throws Exception;
  }

  /** Runs a check {@code -Dcases} times, from {@code -Dseed} on. */
  public static void run(int defaultCases, Check check) {
    long first = property("seed", System.nanoTime());
    long cases = property("cases", defaultCases);
    System.out.println("seed " + first + ", " + cases + " cases");
    for (long seed = first; seed < first + cases; seed++) {
      try {
        check.run(new Random(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("replay with -Dseed=" + seed + " -Dcases=1", e);
      }
    }
  }

  private static long property(String name, long otherwise) {
    String text = System.getProperty(name, "");
    return text.isEmpty() ? otherwise : Long.parseLong(text);
  }
}
