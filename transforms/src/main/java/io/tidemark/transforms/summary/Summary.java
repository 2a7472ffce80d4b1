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
  private final AskedFor asked;
  private final long count;
  private final long present; // the ranks of those not basic that have a value, as bits
  private final double[] values; // of the statistics asked for; 0.0 for an absent one

  Summary(AskedFor asked, long count, long present, double[] values) {
    this.asked = asked;
    this.count = count;
    this.present = present;
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
    if (!asked.contains(statistic)) {
      throw new IllegalArgumentException(
          String.format("value(%s): must be one of %s", statistic.optionName(), asked));
    }
    return has(statistic, asked, count, present)
        ? OptionalDouble.of(values[asked.rankOf(statistic)])
        : OptionalDouble.empty();
  }

  private static boolean has(Statistic statistic, AskedFor asked, long count, long present) {
    return statistic.kind().isBasic()
        ? count >= statistic.neededReadings()
        : (present & 1L << asked.rankOf(statistic)) != 0;
  }

  /**
   * Version, statistics, count, which of those that are not basic are present, if any was asked
   * for, then the present values but the count.
   */
  public static Coder<Summary> coder() {
    return SummaryCoder.INSTANCE;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Summary other
        && asked.equals(other.asked)
        && count == other.count
        && present == other.present
        && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(asked, count, present, Arrays.hashCode(values));
  }

  /** {@code count=1,mean=21.5,variance=}: nothing after the sign for an absent value. */
  @Override
  public String toString() {
    return asked.all().stream()
        .map(statistic -> statistic.optionName() + "=" + text(statistic))
        .collect(Collectors.joining(","));
  }

  private String text(Statistic statistic) {
    if (statistic.equals(Statistic.COUNT)) {
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
      AskedFor asked = summary.asked;
      asked.write(out);
      Varints.write(summary.count, out);
      if (!asked.others().isEmpty()) {
        out.writeLong(summary.present);
      }
      int rank = 0;
      for (Statistic statistic : asked.all()) {
        if (isWritten(statistic, asked, summary.count, summary.present)) {
          out.writeDouble(summary.values[rank]);
        }
        rank++;
      }
    }

    @Override
    protected Summary read(DataInputStream in, int version) throws IOException {
      AskedFor asked = AskedFor.read(in);
      long count = Varints.read(in);
      long present = asked.others().isEmpty() ? 0 : in.readLong();
      double[] values = new double[asked.all().size()];
      int rank = 0;
      for (Statistic statistic : asked.all()) {
        if (isWritten(statistic, asked, count, present)) {
          values[rank] = in.readDouble();
        } else if (statistic.equals(Statistic.COUNT)) {
          values[rank] = count;
        }
        rank++;
      }
      return new Summary(asked, count, present, values);
    }

    private static boolean isWritten(
        Statistic statistic, AskedFor asked, long count, long present) {
      return !statistic.equals(Statistic.COUNT) && has(statistic, asked, count, present);
    }
  }
}
