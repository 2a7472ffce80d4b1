// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testing;

/** Seeds of random tests: another one each time, or the one of {@code -Dseed}. */
public final class Seed {
  private Seed() {}

  /** A seed, which is printed beside a test's name, so that a failure can be seen again. */
  public static long of(String test) {
    long seed = next();
    System.out.println(test + " -Dseed=" + seed);
    return seed;
  }

  /** A seed, which the test itself has to tell when it fails. */
  public static long next() {
    return isGiven() ? Long.parseLong(System.getProperty("seed")) : System.nanoTime();
  }

  /** How many random cases are tried, usually; {@code -Dcases}, or one of a seed that is given. */
  public static int cases(int usual) {
    return isGiven() ? 1 : Integer.getInteger("cases", usual);
  }

  private static boolean isGiven() {
    return !System.getProperty("seed", "").isEmpty();
  }
}
