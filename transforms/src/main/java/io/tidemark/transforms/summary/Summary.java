// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apache.beam.sdk.coders.Coder;

/**
 * What readings amount to: their count, and the statistics that were asked for.
 *
 * <pre>{@code
 * SummaryAccumulator readings = new SummaryAccumulator(Statistics.parse("mean,variance"));
 * readings.add(Reading.of(0, 21.5));
 * Summary summary = readings.summary();
 * System.out.println(summary.count()); // 1
 * System.out.println(summary.value(Statistic.MEAN)); // OptionalDouble[21.5]
 * System.out.println(summary.value(Statistic.VARIANCE)); // OptionalDouble.empty
 * }</pre>
 *
 * <ul>
 *   <li>What each statistic is, of NaN, infinities, -0.0 and few readings too: see {@link
 *       Statistic}.
 *   <li>Immutable. Equal if the same statistics were asked for, in any order, and the values are
 *       equal to the bit; all NaNs are equal, and -0.0 is not 0.0.
 *   <li>Encoded: version and statistics 2 bytes (first or last: 3), count 1 to 10, 8 for each
 *       present value.
 * </ul>
 */
public final class Summary implements Serializable {
  private final int asked;
  private final long count;
  private final double[] values; // of the statistics asked for; 0.0 for an absent one

  Summary(int asked, long count, double[] values) {
    this.asked = asked;
    this.count = count;
    this.values = values;
  }

  /** How many readings; also where it was not among the statistics asked for. */
  public long count() {
    return count;
  }

  /**
   * The value of a statistic, absent where there are too few readings for it; the count as a
   * double.
   *
   * @throws IllegalArgumentException if the statistic was not asked for
   */
  public OptionalDouble value(Statistic statistic) {
    if (!statistic.isIn(asked)) {
      throw new IllegalArgumentException(
          String.format(
              "value(%s): must be one of %s", statistic.optionName(), Statistic.names(asked)));
    }
    return statistic.isDefinedFor(count)
        ? OptionalDouble.of(values[statistic.rankIn(asked)])
        : OptionalDouble.empty();
  }

  /** Version, statistics, count, then the present values but the count. */
  public static Coder<Summary> coder() {
    return SummaryCoder.INSTANCE;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Summary other
        && asked == other.asked
        && count == other.count
        && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(asked, count, Arrays.hashCode(values));
  }

  /** {@code count=1,mean=21.5,variance=}: nothing after the sign for an absent value. */
  @Override
  public String toString() {
    return Statistic.ALL.stream()
        .filter(statistic -> statistic.isIn(asked))
        .map(statistic -> statistic.optionName() + "=" + text(statistic))
        .collect(Collectors.joining(","));
  }

  private String text(Statistic statistic) {
    if (statistic == Statistic.COUNT) {
      return Long.toString(count);
    }
    OptionalDouble value = value(statistic);
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  private static final class SummaryCoder extends VersionedCoder<Summary> {
    private static final SummaryCoder INSTANCE = new SummaryCoder();

    private SummaryCoder() {
      super(1);
    }

    @Override
    protected void write(Summary summary, DataOutputStream out) throws IOException {
      Varints.write(summary.asked, out);
      Varints.write(summary.count, out);
      for (Statistic statistic : Statistic.ALL) {
        if (isWritten(statistic, summary.asked, summary.count)) {
          out.writeDouble(summary.values[statistic.rankIn(summary.asked)]);
        }
      }
    }

    @Override
    protected Summary read(DataInputStream in, int version) throws IOException {
      int asked = Statistic.readBits(in);
      long count = Varints.read(in);
      double[] values = new double[Integer.bitCount(asked)];
      for (Statistic statistic : Statistic.ALL) {
        if (isWritten(statistic, asked, count)) {
          values[statistic.rankIn(asked)] = in.readDouble();
        }
      }
      if (Statistic.COUNT.isIn(asked)) {
        values[Statistic.COUNT.rankIn(asked)] = count;
      }
      return new Summary(asked, count, values);
    }

    private static boolean isWritten(Statistic statistic, int asked, long count) {
      return statistic != Statistic.COUNT && statistic.isIn(asked) && statistic.isDefinedFor(count);
    }
  }
}
