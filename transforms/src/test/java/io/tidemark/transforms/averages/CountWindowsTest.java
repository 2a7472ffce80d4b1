// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.windowing.CountWindowing;
import java.util.Random;
import org.junit.Test;

/**
 * Count windows against an oracle that sorts all readings so far and counts them, after each step
 * of random streams.
 */
public class CountWindowsTest {
  @Test
  public void whatIsEmittedIsAlwaysTheTableOfAllReadingsSoFar() throws Exception {
    for (int i = cases(100); i > 0; i--) {
      long seed = seed();
      new CountStream("CountWindowsTest -Dseed=" + seed, new Random(seed)).play(150);
    }
  }

  @Test
  public void longWindowsThatMoveByLittle() throws Exception {
    for (int i = cases(2); i > 0; i--) {
      long seed = seed();
      Random random = new Random(seed);
      CountWindowing windowing = new CountWindowing(150 + random.nextInt(100), 1);
      CountStream stream =
          new CountStream(
              "CountWindowsTest -Dseed=" + seed, random, windowing, 20, "count,sum,mean,stddev");
      stream.play(500);
    }
  }

  @Test
  public void windowsThatVersion1FilledAreFilledFurther() throws Exception {
    for (int i = cases(40); i > 0; i--) {
      long seed = seed();
      Random random = new Random(seed);
      CountStream stream = new CountStream("CountWindowsTest -Dseed=" + seed, random);
      stream.advance(1_000);
      for (int j = random.nextInt(200); j > 0; j--) {
        stream.arrive(random.nextInt(2));
      }
      stream.continueAsVersion1();
      stream.play(100);
    }
  }

  private static int cases(int usual) {
    return System.getProperty("seed", "").isEmpty() ? Integer.getInteger("cases", usual) : 1;
  }

  private static long seed() {
    String given = System.getProperty("seed", "");
    return given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
  }
}
