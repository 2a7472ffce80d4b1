// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.windowing.Interval;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;

/**
 * Which revision the results of the intervals of one key have come to, where it is not the first.
 */
final class CountRevisions {
  private static final Comparator<Interval> ORDER =
      Comparator.comparingLong(Interval::start).thenComparingLong(Interval::end);

  /**
   * What there is of an interval.
   *
   * @param number the revision of its newest results
   * @param withdrawn whether they say that there is no such window any more
   */
  private record Newest(long number, boolean withdrawn) {}

  private final Map<Interval, Newest> newest = new TreeMap<>(ORDER);

  boolean isEmpty() {
    return newest.isEmpty();
  }

  /** The revision of new results of an interval, of which there may have been some just before. */
  long next(Interval interval, boolean there) {
    return put(interval, there, false);
  }

  /** The revision that withdraws the results of an interval. */
  long withdraw(Interval interval) {
    return put(interval, true, true);
  }

  /** The revision of one result more of an interval, beside those that there are. */
  long join(Interval interval) {
    Newest known = newest.getOrDefault(interval, new Newest(0, false));
    return known.withdrawn() ? put(interval, true, false) : known.number();
  }

  private long put(Interval interval, boolean there, boolean withdrawn) {
    Newest known = newest.get(interval);
    long number = known != null ? known.number() + 1 : there ? 1 : 0;
    if (number > 0) {
      newest.put(interval, new Newest(number, withdrawn));
    }
    return number;
  }

  /** Nothing with an end before or at this time is revised any more. */
  void forgetUntil(long end) {
    newest.keySet().removeIf(interval -> interval.end() <= end);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof CountRevisions other && newest.equals(other.newest);
  }

  @Override
  public int hashCode() {
    return newest.hashCode();
  }

  /** Version, count, of each interval start, length, revision, whether it is withdrawn. */
  static Coder<CountRevisions> coder() {
    return CountRevisionsCoder.INSTANCE;
  }

  private static final class CountRevisionsCoder extends VersionedCoder<CountRevisions> {
    private static final long serialVersionUID = 1;

    private static final CountRevisionsCoder INSTANCE = new CountRevisionsCoder();

    private CountRevisionsCoder() {
      super(1);
    }

    @Override
    protected void write(CountRevisions revisions, DataOutputStream out) throws IOException {
      Varints.write(revisions.newest.size(), out);
      for (Map.Entry<Interval, Newest> entry : revisions.newest.entrySet()) {
        Intervals.write(entry.getKey(), out);
        Varints.write(entry.getValue().number(), out);
        out.writeBoolean(entry.getValue().withdrawn());
      }
    }

    @Override
    protected CountRevisions read(DataInputStream in, int version) throws IOException {
      CountRevisions revisions = new CountRevisions();
      for (long left = Varints.read(in); left > 0; left--) {
        Interval interval = Intervals.read(in);
        revisions.newest.put(interval, new Newest(Varints.read(in), in.readBoolean()));
      }
      return revisions;
    }
  }
}
