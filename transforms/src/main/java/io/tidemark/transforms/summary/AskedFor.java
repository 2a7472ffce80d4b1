// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.Varints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.StreamCorruptedException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A set of statistics: those that are basic as bits, and the others, in order.
 *
 * <p>Encoded: the bits as a varint; if there are others, with one more bit, then how many they are,
 * and of each the code of its kind and its parameter.
 */
final class AskedFor implements Serializable {
  /** More than these have no place in the bits of a summary. */
  static final int MOST = Long.SIZE - 1;

  private static final int MORE = 1 << Statistic.BASIC.size();

  /** Is in the first varint for whoever writes it. */
  static final int FLAG = MORE << 1;

  private static final StatisticKind[] KINDS = StatisticKind.values();

  /** Sets of basic statistics are there already. */
  private static final AskedFor[] BASIC =
      IntStream.range(0, MORE)
          .mapToObj(bits -> new AskedFor(bits, List.of()))
          .toArray(AskedFor[]::new);

  private final int bits;
  private final List<Statistic> others;
  private final List<Statistic> all;

  private AskedFor(int bits, List<Statistic> others) {
    this.bits = bits;
    this.others = others;
    this.all =
        Stream.concat(
                Statistic.BASIC.stream().filter(each -> (bits & bit(each)) != 0), others.stream())
            .toList();
  }

  /** The set without its order. */
  static AskedFor of(Collection<Statistic> statistics) {
    int basic = statistics.stream().filter(s -> s.kind().isBasic()).mapToInt(AskedFor::bit).sum();
    return of(basic, statistics.stream().filter(s -> !s.kind().isBasic()).sorted().toList());
  }

  private static AskedFor of(int bits, List<Statistic> others) {
    return others.isEmpty() ? BASIC[bits] : new AskedFor(bits, others);
  }

  private static int bit(Statistic basic) {
    return 1 << basic.kind().code();
  }

  /** Whether any of these, which are basic, is asked for. */
  boolean hasAnyOf(Statistic... basic) {
    for (Statistic statistic : basic) {
      if ((bits & bit(statistic)) != 0) {
        return true;
      }
    }
    return false;
  }

  boolean contains(Statistic statistic) {
    return statistic.kind().isBasic() ? (bits & bit(statistic)) != 0 : others.contains(statistic);
  }

  boolean needsSum() {
    return hasAnyOf(Statistic.SUM, Statistic.MEAN) || needsSquares();
  }

  boolean needsSquares() {
    return hasAnyOf(Statistic.VARIANCE, Statistic.STDDEV);
  }

  /** Whether an extreme or the first or last reading is asked for. */
  boolean needsEnds() {
    return hasAnyOf(Statistic.MIN, Statistic.MAX, Statistic.FIRST, Statistic.LAST);
  }

  /** Those that are not basic, in order. */
  List<Statistic> others() {
    return others;
  }

  /** All, in order. */
  List<Statistic> all() {
    return all;
  }

  /** Those that readings cannot be removed from. */
  List<Statistic> notRemovable() {
    return all.stream().filter(each -> !each.isRemovable()).toList();
  }

  /** How many of the set come before it, which is in it. */
  int rankOf(Statistic statistic) {
    return statistic.kind().isBasic()
        ? Integer.bitCount(bits & (bit(statistic) - 1))
        : Integer.bitCount(bits) + others.indexOf(statistic);
  }

  void write(DataOutputStream out) throws IOException {
    write(0, out);
  }

  /** Writes it with a flag of whoever writes it, 0 or {@link #FLAG}. */
  void write(int flag, DataOutputStream out) throws IOException {
    Varints.write(bits | (others.isEmpty() ? 0 : MORE) | flag, out);
    if (others.isEmpty()) {
      return;
    }
    Varints.write(others.size(), out);
    for (Statistic statistic : others) {
      Varints.write(statistic.kind().code(), out);
      Varints.write(statistic.parameter(), out);
    }
  }

  static AskedFor read(DataInputStream in) throws IOException {
    return read(Varints.read(in), in);
  }

  /** Reads what was written behind a first varint, which is without a flag. */
  static AskedFor read(long code, DataInputStream in) throws IOException {
    if (code > 0 && code < MORE) {
      return BASIC[(int) code];
    }
    if (code < MORE || code >= 2L * MORE) {
      throw new StreamCorruptedException("a set of statistics with the code " + code);
    }
    Statistic[] others = new Statistic[readSmall(in, MOST + 1, "statistics")];
    for (int i = 0; i < others.length; i++) {
      StatisticKind kind = KINDS[readSmall(in, KINDS.length, "a kind of statistics")];
      others[i] = Statistic.of(kind, Varints.read(in));
    }
    return new AskedFor((int) code - MORE, List.of(others));
  }

  private static int readSmall(DataInputStream in, int end, String what) throws IOException {
    long number = Varints.read(in);
    if (number < 0 || number >= end) {
      throw new StreamCorruptedException(what + ": " + number);
    }
    return (int) number;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof AskedFor other && bits == other.bits && others.equals(other.others);
  }

  @Override
  public int hashCode() {
    return 31 * bits + others.hashCode();
  }

  /** The option names, separated by commas. */
  @Override
  public String toString() {
    return all.stream().map(Statistic::optionName).collect(Collectors.joining(","));
  }
}
