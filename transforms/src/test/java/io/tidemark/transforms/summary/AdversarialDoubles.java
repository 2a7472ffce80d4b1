// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import java.util.Random;

/** Finite doubles that are hard to add up. */
final class AdversarialDoubles {
  private final Random random;

  AdversarialDoubles(Random random) {
    this.random = random;
  }

  /** One to 200 values: of one kind, of all kinds, or of one kind with most of them cancelled. */
  double[] some() {
    double[] values = new double[1 + random.nextInt(200)];
    boolean mixed = random.nextInt(4) == 0;
    int kind = random.nextInt(8);
    for (int i = 0; i < values.length; i++) {
      values[i] = next(mixed ? random.nextInt(8) : kind);
    }
    if (random.nextInt(3) == 0) {
      cancel(values);
    }
    return values;
  }

  private double next(int kind) {
    return switch (kind) {
      case 0 -> Math.round(10 * (15 + 10 * random.nextGaussian())) / 10.0; // temperatures
      case 1 -> anyFinite();
      case 2 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(2000) - 1000);
      case 3 -> sign() * Double.longBitsToDouble(random.nextLong() >>> (12 + random.nextInt(52)));
      case 4 -> sign() * Math.scalb(0x1.fffffffffffffp0, 1023 - random.nextInt(2));
      case 5 -> halvesOfAnUlp();
      case 6 -> sign() * Math.scalb(1.0, random.nextInt(2098) - 1074);
      default -> random.nextInt(2001) - 1000;
    };
  }

  private double anyFinite() {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : anyFinite();
  }

  /** Of these, many sums lie halfway between two doubles, or just beside that. */
  private double halvesOfAnUlp() {
    return switch (random.nextInt(4)) {
      case 0 -> sign() * (1 + random.nextInt(4) * 0x1p-52);
      case 1 -> sign() * 0x1p-53;
      case 2 -> sign() * 0x1p-54;
      default -> random.nextInt(20) == 0 ? sign() * Double.MIN_VALUE : 0.0;
    };
  }

  private int sign() {
    return random.nextBoolean() ? 1 : -1;
  }

  private void cancel(double[] values) {
    int half = values.length / 2;
    for (int i = 0; i < half; i++) {
      values[half + i] = -values[i];
    }
    shuffle(values);
  }

  private void shuffle(double[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}
