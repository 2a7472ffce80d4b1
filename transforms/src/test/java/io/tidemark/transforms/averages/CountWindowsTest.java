// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.testing.Seed;
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
    for (int i = Seed.cases(100); i > 0; i--) {
      long seed = Seed.next();
      new CountStream("CountWindowsTest -Dseed=" + seed, new Random(seed)).play(150);
    }
  }

  @Test
  public void longWindowsThatMoveByLittle() throws Exception {
    for (int i = Seed.cases(2); i > 0; i--) {
      long seed = Seed.next();
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
    for (int i = Seed.cases(40); i > 0; i--) {
      long seed = Seed.next();
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
}
