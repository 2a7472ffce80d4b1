// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.junit.Test;

public class ExactSumCoderTest {
  private static final Coder<ExactSum> CODER = ExactSum.coder();

  /** Version, twice the number of bytes plus sign, place of the lowest byte, bytes. */
  @Test
  public void bytesAreThoseOfVersionOne() throws Exception {
    assertIsEncodedAs("01 00", sumOf());
    assertIsEncodedAs("01 02 00 01", sumOf(1));
    assertIsEncodedAs("01 03 00 01", sumOf(-1));
    assertIsEncodedAs("01 04 00 02 01", sumOf(258));
    assertIsEncodedAs("01 02 02 01", sumOf(256));
    assertIsEncodedAs("01 03 01 80", sumOf(-0.5));
    assertIsEncodedAs("01 02 08 01", sumOf(0x1p32));
    assertIsEncodedAs("01 0e 0d 9a 99 99 99 99 99 19", sumOf(0.1));
    assertIsEncodedAs("01 02 8d 02 40", sumOf(Double.MIN_VALUE));
  }

  /** A one instead, then counts of NaN, Infinity and -Infinity, then the finite sum as usual. */
  @Test
  public void nanAndInfinitiesAreCounted() throws Exception {
    assertIsEncodedAs("01 01 02 00 00 00", sumOf(Double.NaN));
    assertIsEncodedAs("01 01 00 02 04 04 01 80 01", sumOf(1.5, 1 / 0.0, -1 / 0.0, -1 / 0.0));
  }

  @Test
  public void anythingReadsBackEqual() throws Exception {
    Random random = RandomCases.random("anythingReadsBackEqual");
    AdversarialDoubles doubles = new AdversarialDoubles(random);
    for (int i = 0; i < RandomCases.cases(2000); i++) {
      ExactSum sum = sumOf(doubles.some());
      CoderProperties.coderDecodeEncodeEqual(CODER, sum);
      ExactSum decoded = Encoding.fromHex(CODER, Encoding.hex(CODER, sum));
      decoded.add(1);
      sum.add(1);
      assertThat(decoded, is(sum));
    }
  }

  @Test
  public void theSumOfAThousandTemperaturesTakesTwelveBytes() throws Exception {
    Random random = RandomCases.random("theSumOfAThousandTemperaturesTakesTwelveBytes");
    ExactSum sum = new ExactSum();
    for (int i = 0; i < 1000; i++) {
      sum.add(Math.round(10 * (15 + 10 * random.nextGaussian())) / 10.0);
    }
    assertThat(Encoding.hex(CODER, sum).length() / 2, is(lessThanOrEqualTo(12)));
  }

  @Test
  public void brokenBytesAreAnError() {
    assertThat(
        assertThrows(CoderException.class, () -> Encoding.fromHex(CODER, "0200")).getMessage(),
        containsString("format version 2, this build reads 1 to 1"));
    assertThat(
        assertThrows(Exception.class, () -> Encoding.fromHex(CODER, "01ffffff7f")).getMessage(),
        containsString("an exact sum with the header 268435455"));
  }

  private static void assertIsEncodedAs(String hex, ExactSum sum) throws IOException {
    assertThat(Encoding.hex(CODER, sum), is(hex.replace(" ", "")));
    assertThat(Encoding.fromHex(CODER, hex.replace(" ", "")), is(sum));
  }

  private static ExactSum sumOf(double... values) {
    ExactSum sum = new ExactSum();
    Arrays.stream(values).forEach(sum::add);
    return sum;
  }
}
