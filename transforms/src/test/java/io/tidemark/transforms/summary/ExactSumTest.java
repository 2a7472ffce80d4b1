// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class ExactSumTest {
  private static final double MAX = Double.MAX_VALUE;
  private static final double MIN = Double.MIN_VALUE;
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  // Its lowest bit is the highest of a limb, so that most of it is added to the next limb.
  private static final double MOST_CARRIES = 0x1.fffffffffffffp51;
  private static final double HALF_ULP_OF_MAX = 0x1p970;

  @Test
  public void sumAndMeanOfAnythingAreCorrectlyRounded() {
    Random random = RandomCases.random("sumAndMeanOfAnythingAreCorrectlyRounded");
    AdversarialDoubles doubles = new AdversarialDoubles(random);
    int left = RandomCases.cases(1_000_000);
    while (left > 0) {
      double[] values = doubles.some();
      Oracle oracle = Oracle.of(values);
      ExactSum sum = sumOf(values);
      if (!oracle.isSum(sum.sum()) || !oracle.isMean(sum.mean(values.length))) {
        throw new AssertionError(sum + " is not the sum of " + Arrays.toString(values));
      }
      left -= values.length;
    }
  }

  @Test
  public void bigDecimalAgrees() {
    Random random = RandomCases.random("bigDecimalAgrees");
    AdversarialDoubles doubles = new AdversarialDoubles(random);
    for (int i = 0; i < 200; i++) {
      double[] values = doubles.some();
      BigDecimal expected =
          Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sumOf(values).sum(), is(expected.doubleValue()));
    }
  }

  @Test
  public void meanOverAnyCountIsCorrectlyRounded() {
    Random random = RandomCases.random("meanOverAnyCountIsCorrectlyRounded");
    AdversarialDoubles doubles = new AdversarialDoubles(random);
    for (int i = 0; i < RandomCases.cases(20_000); i++) {
      double[] values = Arrays.copyOf(doubles.some(), 1 + random.nextInt(3));
      long count = 1 + (random.nextLong() >>> (1 + random.nextInt(63)));
      double mean = sumOf(values).mean(count);
      if (!Oracle.isNearest(mean, Oracle.of(values).sum(), BigInteger.valueOf(count))) {
        throw new AssertionError(mean + " is not " + Arrays.toString(values) + " over " + count);
      }
    }
  }

  @Test
  public void anyTreeOfMergesGivesEqualSumsAndBytes() throws Exception {
    Random random = RandomCases.random("anyTreeOfMergesGivesEqualSumsAndBytes");
    AdversarialDoubles doubles = new AdversarialDoubles(random);
    for (int i = 0; i < RandomCases.cases(1000); i++) {
      double[] values = doubles.some();
      ExactSum inOrder = sumOf(values);
      ExactSum merged = mergedInAnyTree(values, random);
      assertThat(merged, is(inOrder));
      assertThat(merged.hashCode(), is(inOrder.hashCode()));
      assertThat(merged.sum(), is(inOrder.sum()));
      assertThat(
          Encoding.hex(ExactSum.coder(), merged), is(Encoding.hex(ExactSum.coder(), inOrder)));
    }
  }

  private static ExactSum mergedInAnyTree(double[] values, Random random) {
    List<ExactSum> parts = new ArrayList<>();
    for (double value : values) {
      parts.add(sumOf(value));
    }
    Collections.shuffle(parts, random);
    while (parts.size() > 1) {
      ExactSum part = parts.remove(random.nextInt(parts.size()));
      parts.get(random.nextInt(parts.size())).merge(part);
    }
    return parts.get(0);
  }

  @Test
  public void removingUndoesAddingWithoutATrace() throws Exception {
    Random random = RandomCases.random("removingUndoesAddingWithoutATrace");
    AdversarialDoubles doubles = new AdversarialDoubles(random);
    for (int i = 0; i < RandomCases.cases(2000); i++) {
      double[] kept = doubles.some();
      double[] removed = doubles.some();
      ExactSum sum = sumOf(kept);
      Arrays.stream(removed).forEach(sum::add);
      if (random.nextBoolean()) {
        Arrays.stream(removed).forEach(sum::remove);
      } else {
        sum.subtract(sumOf(removed));
      }
      assertThat(sum, is(sumOf(kept)));
      assertThat(
          Encoding.hex(ExactSum.coder(), sum), is(Encoding.hex(ExactSum.coder(), sumOf(kept))));
    }
  }

  @Test
  public void nonFiniteAndOverflowedValuesCanBeRemoved() {
    ExactSum sum = sumOf(1.5, MAX, MAX, Double.NaN, INFINITY, -INFINITY);
    assertThat(sum.sum(), is(Double.NaN));
    sum.remove(Double.NaN);
    assertThat(sum.sum(), is(Double.NaN));
    sum.remove(INFINITY);
    assertThat(sum.sum(), is(-INFINITY));
    sum.subtract(sumOf(-INFINITY));
    assertThat(sum.sum(), is(INFINITY));
    sum.subtract(sumOf(MAX, MAX));
    assertThat(sum, is(sumOf(1.5)));
  }

  @Test
  public void aValueMayBeRemovedBeforeItIsAdded() {
    ExactSum sum = new ExactSum();
    sum.remove(2.5);
    sum.remove(Double.NaN);
    sum.add(Double.NaN);
    sum.add(4.0);
    assertThat(sum.sum(), is(4.0 - 2.5));
  }

  @Test
  public void infinitiesAndNanFollowIeee754() {
    assertThat(sumOf(1, INFINITY).sum(), is(INFINITY));
    assertThat(sumOf(-MAX, -INFINITY).mean(2), is(-INFINITY));
    assertThat(sumOf(INFINITY, -INFINITY).sum(), is(Double.NaN));
    assertThat(sumOf(INFINITY, Double.NaN).mean(2), is(Double.NaN));
  }

  @Test
  public void zeroIsPositive() {
    assertThat(new ExactSum().sum(), is(0.0));
    assertThat(sumOf(-0.0).sum(), is(0.0));
    assertThat(sumOf(-0.0, -0.0).mean(2), is(0.0));
    assertThat(sumOf(1.5, -1.5).sum(), is(0.0));
    assertThat(sumOf(-MIN).mean(2), is(0.0));
    assertThat(sumOf(-MIN).mean(1L << 40), is(0.0));
  }

  @Test
  public void tiesGoToTheEvenNeighbour() {
    assertThat(sumOf(1, 0x1p-53).sum(), is(1.0));
    assertThat(sumOf(1, 0x1p-53, MIN).sum(), is(1 + 0x1p-52));
    assertThat(sumOf(1, 0x1p-53, -MIN).sum(), is(1.0));
    assertThat(sumOf(1 + 0x1p-52, 0x1p-53).sum(), is(1 + 0x1p-51));
    assertThat(sumOf(1 + 0x1p-52, 0x1p-53, -MIN).sum(), is(1 + 0x1p-52));
    assertThat(sumOf(-1, -0x1p-53).sum(), is(-1.0));
    assertThat(sumOf(MIN).mean(2), is(0.0));
    assertThat(sumOf(3 * MIN).mean(2), is(2 * MIN));
    assertThat(sumOf(5 * MIN).mean(2), is(2 * MIN));
  }

  @Test
  public void overflowStartsHalfAnUlpBeyondTheLargestDouble() {
    assertThat(sumOf(MAX, MAX).sum(), is(INFINITY));
    assertThat(sumOf(-MAX, -MAX).sum(), is(-INFINITY));
    assertThat(sumOf(MAX, HALF_ULP_OF_MAX).sum(), is(INFINITY));
    assertThat(sumOf(MAX, HALF_ULP_OF_MAX, -MIN).sum(), is(MAX));
    assertThat(sumOf(MAX, MAX, -MAX).sum(), is(MAX));
  }

  @Test
  public void meanDoesNotOverflow() {
    assertThat(sumOf(1e308, 1e308).mean(2), is(1e308));
    assertThat(sumOf(-MAX, -MAX, -MAX).mean(3), is(-MAX));
  }

  @Test
  public void meanIsRoundedOnce() {
    // The sum, 9007199254740993, is no double; the nearest, 9007199254740992, over three would be
    // 3002399751580330.5.
    assertThat(sumOf(0x1p53, 1, 0).mean(3), is(3002399751580331.0));
    // (0.1 + 0.2 + 0.3) / 3 is 0.6000000000000001 / 3 = 0.20000000000000004.
    assertThat(sumOf(0.1, 0.2, 0.3).mean(3), is(0.2));
  }

  @Test
  public void millionsOfAdditionsCarryIntoHigherLimbs() {
    double value = MOST_CARRIES;
    int times = 3_000_000;
    ExactSum sum = new ExactSum();
    for (int i = 0; i < times; i++) {
      sum.add(value);
    }
    assertThat(sum.sum(), is(new BigDecimal(value).multiply(new BigDecimal(times)).doubleValue()));
    for (int i = 0; i < 2 * times; i++) {
      sum.remove(value);
    }
    assertThat(sum.sum(), is(new BigDecimal(value).multiply(new BigDecimal(-times)).doubleValue()));
  }

  @Test
  public void sumsFullOfCarriesMerge() {
    for (int times = 900; times < 1100; times++) {
      double[] values = new double[times];
      Arrays.fill(values, -MOST_CARRIES);
      ExactSum sum = sumOf(values);
      sum.merge(sumOf(values));
      sum.merge(sum);
      assertThat(sum.mean(4L * times), is(-MOST_CARRIES));
      sum.subtract(sum);
      assertThat(sum, is(new ExactSum()));
    }
  }

  @Test
  public void twoToThe62ValuesOfAnySizeFit() {
    for (double value : new double[] {MAX, -MAX, MIN, -MIN, -1.1, MOST_CARRIES}) {
      ExactSum sum = sumOf(value);
      for (int i = 0; i < 62; i++) {
        sum.merge(sum);
      }
      assertThat(sum.mean(1L << 62), is(value));
      sum.add(1e-300);
      for (int i = 62; i > 0; i--) {
        ExactSum half = sumOf(value);
        for (int j = 1; j < i; j++) {
          half.merge(half);
        }
        sum.subtract(half);
      }
      sum.remove(1e-300);
      assertThat(sum, is(sumOf(value)));
    }
  }

  @Test
  public void subtractingItselfLeavesNothing() {
    ExactSum sum = sumOf(1e300, 1e-300, INFINITY);
    sum.subtract(sum);
    assertThat(sum, is(new ExactSum()));
  }

  @Test
  public void mergingLeavesTheOtherAsItIs() {
    ExactSum other = sumOf(2);
    ExactSum sum = sumOf(1);
    sum.merge(other);
    sum.add(5);
    assertThat(other, is(sumOf(2)));
    assertThat(sum, is(sumOf(8)));
  }

  @Test
  public void equalityIsExact() {
    assertThat(sumOf(1, MIN), is(not(equalTo(sumOf(1)))));
    assertThat(sumOf(1), is(not(equalTo(sumOf(-1)))));
    assertThat(sumOf(0x1p32), is(not(equalTo(sumOf(1)))));
    assertThat(sumOf(Double.NaN), is(not(equalTo(sumOf(INFINITY)))));
    assertThat(sumOf(0.5, 0.5), is(sumOf(1)));
  }

  @Test
  public void meanOverNothingIsAnError() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> sumOf(1).mean(0));
    assertThat(e.getMessage(), is("mean(0): must be >= 1"));
  }

  private static ExactSum sumOf(double... values) {
    ExactSum sum = new ExactSum();
    Arrays.stream(values).forEach(sum::add);
    return sum;
  }
}
