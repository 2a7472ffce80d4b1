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
import java.util.function.Function;
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
  private final boolean given; // no readings, but values
  private final long present; // of those not basic, or of all if given: ranks with a value, as bits
  private final double[] values; // of the statistics asked for; 0.0 for an absent one

  Summary(AskedFor asked, long count, long present, double[] values) {
    this(asked, false, count, present, values);
  }

  private Summary(AskedFor asked, boolean given, long count, long present, double[] values) {
    this.asked = asked;
    this.given = given;
    this.count = count;
    this.present = present;
    this.values = values;
  }

  /** What stands for the summary of no readings: their count is 0, the other values are given. */
  public static Summary given(Statistics statistics, Function<Statistic, OptionalDouble> value) {
    AskedFor asked = statistics.askedFor();
    double[] values = new double[asked.all().size()];
    long present = 0;
    for (int rank = 0; rank < values.length; rank++) {
      Statistic statistic = asked.all().get(rank);
      OptionalDouble known =
          statistic.equals(Statistic.COUNT) ? OptionalDouble.of(0) : value.apply(statistic);
      present |= known.isPresent() ? 1L << rank : 0;
      values[rank] = known.orElse(0);
    }
    return new Summary(asked, true, 0, present, values);
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
    return has(statistic)
        ? OptionalDouble.of(values[asked.rankOf(statistic)])
        : OptionalDouble.empty();
  }

  private boolean has(Statistic statistic) {
    if (statistic.kind().isBasic() && !given) {
      return count >= statistic.neededReadings();
    }
    return (present & (1L << asked.rankOf(statistic))) != 0;
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
        && given == other.given
        && present == other.present
        && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(asked, given, count, present, Arrays.hashCode(values));
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
    private static final long serialVersionUID = 1;

    private static final SummaryCoder INSTANCE = new SummaryCoder();

    private SummaryCoder() {
      super(1);
    }

    @Override
    protected void write(Summary summary, DataOutputStream out) throws IOException {
      AskedFor asked = summary.asked;
      asked.write(summary.given ? AskedFor.FLAG : 0, out);
      Varints.write(summary.count, out);
      if (summary.given || !asked.others().isEmpty()) {
        out.writeLong(summary.present);
      }
      int rank = 0;
      for (Statistic statistic : asked.all()) {
        if (summary.isWritten(statistic)) {
          out.writeDouble(summary.values[rank]);
        }
        rank++;
      }
    }

    @Override
    protected Summary read(DataInputStream in, int version) throws IOException {
      long code = Varints.read(in);
      boolean given = (code & AskedFor.FLAG) != 0;
      AskedFor asked = AskedFor.read(given ? code - AskedFor.FLAG : code, in);
      long count = Varints.read(in);
      long present = given || !asked.others().isEmpty() ? in.readLong() : 0;
      double[] values = new double[asked.all().size()];
      Summary summary = new Summary(asked, given, count, present, values);
      int rank = 0;
      for (Statistic statistic : asked.all()) {
        if (summary.isWritten(statistic)) {
          values[rank] = in.readDouble();
        } else if (statistic.equals(Statistic.COUNT)) {
          values[rank] = count;
        }
        rank++;
      }
      return summary;
    }
  }

  private boolean isWritten(Statistic statistic) {
    return !statistic.equals(Statistic.COUNT) && has(statistic);
  }
}
