// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.tidemark.transforms.coding.ByteReader;
import io.tidemark.transforms.coding.ByteWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** Cells against accumulators, which are checked against decimal arithmetic. */
public class SummaryCellsTest {
  private static final List<String> STATISTICS =
      List.of(
          "count",
          "mean",
          "count,mean,min,max",
          "stddev",
          "first,last",
          "count,sum,mean,min,max,variance,stddev,first,last");

  @Test
  public void cellsAndAccumulatorsAgreeOnWhatFits() {
    Random random = RandomCases.random("SummaryCellsTest");
    for (int i = RandomCases.cases(20_000); i > 0; i--) {
      Statistics statistics = Statistics.parse(STATISTICS.get(i % STATISTICS.size()));
      SummaryCells cells = new SummaryCells(statistics);
      long[] words = filled(cells, 3);
      SummaryAccumulator one = new SummaryAccumulator(statistics);
      SummaryAccumulator two = new SummaryAccumulator(statistics);
      fill(random, cells, words, cells.width(), one);
      fill(random, cells, words, 2 * cells.width(), two);
      assertThat(cells.accumulator(words, cells.width()), equalTo(one));
      assertThat(cells.summary(words, cells.width()), equalTo(one.summary()));

      merge(cells, words, one, two);
    }
  }

  private static void merge(
      SummaryCells cells, long[] words, SummaryAccumulator one, SummaryAccumulator two) {
    int width = cells.width();
    long[] before = words.clone();
    if (cells.addSums(words, width, words, 2 * width)) {
      cells.includeEnds(words, width, words, 2 * width);
      one.merge(two);
      assertThat(cells.accumulator(words, width), equalTo(one));
      cells.subtractSums(words, width, words, 2 * width);
      if (cells.isRemovable()) {
        assertThat(words, equalTo(before));
      }
    } else {
      assertThat(words, equalTo(before));
    }
  }

  /** Adds some readings to both; those that do not fit are in neither. */
  private static void fill(
      Random random, SummaryCells cells, long[] words, int at, SummaryAccumulator readings) {
    for (int i = random.nextInt(6); i > 0; i--) {
      double value = value(random);
      long time = random.nextInt(3);
      long[] before = words.clone();
      if (cells.add(words, at, time, value)) {
        readings.add(time, value);
      } else {
        assertThat(words, equalTo(before));
      }
    }
  }

  private static double value(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(1000) / 10.0 - 30;
      case 1 -> random.nextGaussian() * Math.pow(2, random.nextInt(160) - 90);
      case 2 -> (random.nextInt(7) - 3) * Math.pow(2, random.nextInt(160) - 90);
      case 3 -> random.nextBoolean() ? 0.0 : -0.0;
      case 4 -> (random.nextBoolean() ? 1 : -1) * Math.scalb(1.0, 50 + random.nextInt(3));
      default -> Double.longBitsToDouble(random.nextLong());
    };
  }

  @Test
  public void sumsStayExactUpToTheirRange() {
    SummaryCells cells = new SummaryCells(Statistics.parse("sum,variance"));
    long[] words = filled(cells, 1);
    SummaryAccumulator readings = new SummaryAccumulator(Statistics.parse("sum,variance"));
    int fitting = 0;
    while (cells.add(words, 0, 0, Math.nextDown(0x1p51))) {
      readings.add(0, Math.nextDown(0x1p51));
      fitting++;
    }
    assertThat(fitting, equalTo(2));
    assertThat(cells.accumulator(words, 0), equalTo(readings));
  }

  @Test
  public void whatDoesNotFitIsRefused() {
    SummaryCells cells = new SummaryCells(Statistics.parse("mean"));
    for (double value :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0x1p52, 0x1p-75, Double.MIN_VALUE}) {
      long[] words = filled(cells, 1);
      assertThat("" + value, cells.add(words, 0, 0, value), equalTo(false));
      assertThat("" + value, cells.count(words, 0), equalTo(0L));
    }
    for (double value :
        new double[] {0x1p-74, 0x1.fffffffffffffp-22, -0x1.fffffffffffffp50, 0.0, 0.1, 1e15}) {
      long[] words = filled(cells, 1);
      assertThat("" + value, cells.add(words, 0, 0, value), equalTo(true));
      assertThat("" + value, cells.summary(words, 0).value(Statistic.MEAN).orElseThrow() == value);
    }
  }

  @Test
  public void everythingFitsWhereNothingIsSummed() {
    SummaryCells cells = new SummaryCells(Statistics.parse("count,min"));
    long[] words = filled(cells, 1);
    assertThat(cells.add(words, 0, 0, Double.NaN), equalTo(true));
    assertThat(cells.summary(words, 0).value(Statistic.MIN).orElseThrow(), equalTo(Double.NaN));
  }

  @Test
  public void bytesOfACell() throws IOException {
    SummaryCells cells = new SummaryCells(Statistics.parse("count,mean,min"));
    long[] words = filled(cells, 1);
    cells.add(words, 0, 0, 1.5);
    cells.add(words, 0, 0, -2.5);
    assertThat(hex(cells, words), equalTo("02" + "0901" + "fc" + "c004000000000000"));
    words = filled(cells, 1);
    assertThat(hex(cells, words), equalTo("00" + "0000" + "7ff0000000000000"));
  }

  @Test
  public void bytesGiveTheCellBack() throws IOException {
    Random random = RandomCases.random("SummaryCellsTest");
    for (int i = RandomCases.cases(20_000); i > 0; i--) {
      Statistics statistics = Statistics.parse(STATISTICS.get(i % STATISTICS.size()));
      SummaryCells cells = new SummaryCells(statistics);
      long[] words = filled(cells, 1);
      fill(random, cells, words, 0, new SummaryAccumulator(statistics));
      long[] restored = new long[words.length];
      Arrays.fill(restored, -1);
      cells.read(reader(cells, words), restored, 0);
      assertThat(restored, equalTo(words));
    }
  }

  @Test
  public void temperaturesTakeFewBytes() throws IOException {
    SummaryCells cells = new SummaryCells(Statistics.parse("count,mean"));
    long[] words = filled(cells, 1);
    for (int i = 0; i < 1000; i++) {
      cells.add(words, 0, 0, (i - 400) / 10.0);
    }
    assertThat(hex(cells, words).length() / 2, lessThanOrEqualTo(14));
  }

  private static long[] filled(SummaryCells cells, int count) {
    long[] words = new long[count * cells.width()];
    for (int i = 0; i < count; i++) {
      cells.clear(words, i * cells.width());
    }
    return words;
  }

  private static byte[] bytes(SummaryCells cells, long[] words) throws IOException {
    ByteWriter writer = new ByteWriter(8);
    cells.write(words, 0, writer);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static String hex(SummaryCells cells, long[] words) throws IOException {
    return HexFormat.of().formatHex(bytes(cells, words)).substring(2);
  }

  private static ByteReader reader(SummaryCells cells, long[] words) throws IOException {
    return ByteReader.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(cells, words))));
  }
}
