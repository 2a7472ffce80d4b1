// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.testing.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Randomness that can be replayed: {@code -Dseed=}; {@code -Dcases=} says how much of it. */
final class RandomStream {
  private RandomStream() {}

  static Random random(String test) {
    return new Random(Seed.of(test));
  }

  static int cases(int usual) {
    String given = System.getProperty("cases", "");
    return given.isEmpty() ? usual : Integer.parseInt(given);
  }

  /** A rule, with and without each of its parts. */
  static Model model(Random random) {
    double clear = 2 + random.nextInt(4);
    long duration = random.nextBoolean() ? 0 : 1 + random.nextInt(15);
    long cooldown = random.nextBoolean() ? 0 : 1 + random.nextInt(15);
    long silence = random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(12);
    long forget = random.nextBoolean() ? 0 : silence + duration + 1 + random.nextInt(20);
    return new Model(5, clear, duration, cooldown, silence, forget);
  }

  /** Samples of some milliseconds, several at one time among them, in order. */
  static List<Sample> samples(Random random, int span) {
    List<Sample> samples = new ArrayList<>();
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      samples.add(new Sample(random.nextInt(span), random.nextInt(9), 0));
    }
    return Sample.inOrder(samples);
  }
}
