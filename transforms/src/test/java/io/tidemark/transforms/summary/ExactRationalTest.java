// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.Test;

public class ExactRationalTest {
  // A quotient halfway between two doubles has less than a thousand digits, and must not lose one.
  private static final MathContext THOUSAND_DIGITS = new MathContext(1000);
  private static final MathContext HUNDRED_DIGITS = new MathContext(100);
  private static final BigInteger THREE = BigInteger.valueOf(3);

  @Test
  public void quotientsAndRootsAreThoseOfManyDecimals() {
    Random random = RandomCases.random("quotientsAndRootsAreThoseOfManyDecimals");
    for (int i = 0; i < RandomCases.cases(1000); i++) {
      BigInteger numerator = new BigInteger(1 + random.nextInt(250), random);
      BigInteger denominator = new BigInteger(1 + random.nextInt(120), random).add(BigInteger.ONE);
      int exponent = random.nextInt(2400) - 1300;
      ExactRational rational = new ExactRational(numerator, denominator, exponent);
      BigDecimal expected =
          new BigDecimal(numerator)
              .multiply(powerOfTwo(exponent))
              .divide(new BigDecimal(denominator), THOUSAND_DIGITS);
      assertThat(rational.toDouble(), is(expected.doubleValue()));
      assertThat(
          rational.sqrt(), is(expected.round(HUNDRED_DIGITS).sqrt(HUNDRED_DIGITS).doubleValue()));
    }
  }

  @Test
  public void rootsOfExtremesNeitherOverflowNorUnderflow() {
    assertThat(new ExactRational(BigInteger.ONE, BigInteger.ONE, 2046).sqrt(), is(0x1p1023));
    assertThat(new ExactRational(BigInteger.ONE, BigInteger.ONE, -2148).sqrt(), is(0x1p-1074));
    assertThat(
        new ExactRational(BigInteger.ONE, BigInteger.ONE, 2046).toDouble(),
        is(Double.POSITIVE_INFINITY));
    assertThat(new ExactRational(BigInteger.ONE, BigInteger.ONE, -2148).toDouble(), is(0.0));
  }

  @Test
  public void aRootBesideATieIsRoundedByWhatIsFarBehind() {
    // The root of (1 + 2^-53)^2 is a tie; a 2^-500 more or less decides.
    BigInteger tie = BigInteger.ONE.shiftLeft(53).add(BigInteger.ONE).pow(2).shiftLeft(394);
    assertThat(new ExactRational(tie, BigInteger.ONE, -500).sqrt(), is(1.0));
    assertThat(
        new ExactRational(tie.add(BigInteger.ONE), BigInteger.ONE, -500).sqrt(), is(1 + 0x1p-52));
    assertThat(
        new ExactRational(tie.subtract(BigInteger.ONE), BigInteger.ONE, -500).sqrt(), is(1.0));
    assertThat(
        new ExactRational(tie.multiply(THREE).add(BigInteger.ONE), THREE, -500).sqrt(),
        is(1 + 0x1p-52));
  }

  @Test
  public void signsAreKeptAndZeroIsPositive() {
    assertThat(new ExactRational(THREE.negate(), BigInteger.TWO, 0).toDouble(), is(-1.5));
    assertThat(new ExactRational(THREE.negate(), BigInteger.TWO, 0).sqrt(), is(Double.NaN));
    assertThat(new ExactRational(BigInteger.ZERO, THREE, 0).toDouble(), is(0.0));
    assertThat(new ExactRational(BigInteger.ZERO, THREE, 0).sqrt(), is(0.0));
    assertThat(new ExactRational(THREE.negate(), THREE, -2000).toDouble(), is(0.0));
  }

  private static BigDecimal powerOfTwo(int exponent) {
    return exponent < 0
        ? new BigDecimal(BigInteger.valueOf(5).pow(-exponent), -exponent)
        : new BigDecimal(BigInteger.ONE.shiftLeft(exponent));
  }
}
