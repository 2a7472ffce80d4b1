// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.util.Random;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.junit.Test;

public class SummaryCodersTest {
  private static final Statistics ALL =
      Statistics.parse("count,sum,mean,min,max,variance,stddev,first,last");
  private static final String ONE = "3ff0000000000000 ";
  private static final String TWO = "4000000000000000 ";
  private static final String ONE_AND_A_HALF = "3ff8000000000000 ";

  /** Version, set of statistics, count, sum, min, max. */
  @Test
  public void accumulatorBytesAreThoseOfVersionOne() throws Exception {
    assertIsEncodedAs("01 1d 00 00", new SummaryAccumulator(Statistics.DEFAULT));
    assertIsEncodedAs("01 1d 02 020003" + ONE + TWO, oneAndTwo(Statistics.DEFAULT));
    assertIsEncodedAs("01 01 02", oneAndTwo(Statistics.parse("count")));
    assertIsEncodedAs("01 08 02" + ONE, oneAndTwo(Statistics.parse("min")));
    assertIsEncodedAs("01 8002 02 d00f" + TWO, oneAndTwo(Statistics.parse("last")));
  }

  /** Both sums, extremes, then time and value of first and last. */
  @Test
  public void accumulatorBytesOfEveryStatisticAreThoseOfVersionOne() throws Exception {
    assertIsEncodedAs(
        "01 ff03 02 020003 020005" + ONE + TWO + "00" + ONE + "d00f" + TWO, oneAndTwo(ALL));
  }

  /** Version, set of statistics, count, values that are present. */
  @Test
  public void summaryBytesAreThoseOfVersionOne() throws Exception {
    assertIsEncodedAs(
        "01 1d 02" + ONE_AND_A_HALF + ONE + TWO, oneAndTwo(Statistics.DEFAULT).summary());
    assertIsEncodedAs("01 1d 00", new SummaryAccumulator(Statistics.DEFAULT).summary());
    assertIsEncodedAs(
        "01 22 00 0000000000000000",
        new SummaryAccumulator(Statistics.parse("variance,sum")).summary());
    assertIsEncodedAs("01 01 02", oneAndTwo(Statistics.parse("count")).summary());
  }

  @Test
  public void everyNanIsTheSameNan() throws Exception {
    SummaryAccumulator other = new SummaryAccumulator(ALL);
    other.add(0, Double.longBitsToDouble(0xFFF8_0000_0000_0001L));
    SummaryAccumulator nan = new SummaryAccumulator(ALL);
    nan.add(0, Double.NaN);
    assertThat(other, is(nan));
    assertThat(other.summary(), is(nan.summary()));
    assertThat(other.summary().hashCode(), is(nan.summary().hashCode()));
    assertThat(hex(SummaryAccumulator.coder(), other), is(hex(SummaryAccumulator.coder(), nan)));
    assertThat(hex(Summary.coder(), other.summary()), is(hex(Summary.coder(), nan.summary())));
  }

  @Test
  public void anythingReadsBackEqual() throws Exception {
    Random random = RandomCases.random("anythingReadsBackEqual");
    AdversarialDoubles doubles = new AdversarialDoubles(random);
    for (int i = 0; i < RandomCases.cases(1000); i++) {
      SummaryAccumulator readings = new SummaryAccumulator(ALL);
      for (double value : doubles.some()) {
        readings.add(random.nextLong(), value);
      }
      CoderProperties.coderDecodeEncodeEqual(SummaryAccumulator.coder(), readings);
      CoderProperties.coderDecodeEncodeEqual(Summary.coder(), readings.summary());
      SummaryAccumulator decoded =
          Encoding.fromHex(SummaryAccumulator.coder(), hex(SummaryAccumulator.coder(), readings));
      decoded.add(0, 1.5);
      readings.add(0, 1.5);
      assertThat(decoded, is(readings));
    }
  }

  @Test
  public void aThousandTemperaturesAreAFewBytes() throws Exception {
    assertThat(bytesOfAThousandTemperatures("count,mean"), is(lessThanOrEqualTo(15)));
    assertThat(bytesOfAThousandTemperatures("count,mean,min,max"), is(lessThanOrEqualTo(31)));
    assertThat(bytesOfAThousandTemperatures("mean,stddev"), is(lessThanOrEqualTo(34)));
  }

  private static int bytesOfAThousandTemperatures(String statistics) throws CoderException {
    Random random = RandomCases.random("aThousandTemperaturesAreAFewBytes");
    SummaryAccumulator readings = new SummaryAccumulator(Statistics.parse(statistics));
    for (int i = 0; i < 1000; i++) {
      readings.add(1000L * i, Math.round(10 * (15 + 10 * random.nextGaussian())) / 10.0);
    }
    return hex(SummaryAccumulator.coder(), readings).length() / 2;
  }

  @Test
  public void anUnknownSetOfStatisticsIsAnError() {
    for (String hex : new String[] {"01000000", "01800801"}) {
      assertThat(
          assertThrows(Exception.class, () -> Encoding.fromHex(SummaryAccumulator.coder(), hex))
              .getMessage(),
          containsString("a set of statistics with the code"));
    }
  }

  @Test
  public void codersAreDeterministicAndSerializable() throws Exception {
    SummaryAccumulator.coder().verifyDeterministic();
    Summary.coder().verifyDeterministic();
    CoderProperties.coderSerializable(SummaryAccumulator.coder());
    CoderProperties.coderSerializable(Summary.coder());
    CoderProperties.coderSerializable(ExactSum.coder());
  }

  private static SummaryAccumulator oneAndTwo(Statistics statistics) {
    SummaryAccumulator readings = new SummaryAccumulator(statistics);
    readings.add(0, 1);
    readings.add(1000, 2);
    return readings;
  }

  private static void assertIsEncodedAs(String hex, SummaryAccumulator readings) throws Exception {
    assertIsEncodedAs(hex, SummaryAccumulator.coder(), readings);
  }

  private static void assertIsEncodedAs(String hex, Summary summary) throws Exception {
    assertIsEncodedAs(hex, Summary.coder(), summary);
  }

  private static <T> void assertIsEncodedAs(String hex, Coder<T> coder, T value)
      throws IOException {
    assertThat(hex(coder, value), is(hex.replace(" ", "")));
    assertThat(Encoding.fromHex(coder, hex.replace(" ", "")), is(value));
  }

  private static <T> String hex(Coder<T> coder, T value) throws CoderException {
    return Encoding.hex(coder, value);
  }
}
