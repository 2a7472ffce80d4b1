// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.windowing.Interval;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.joda.time.Instant;

/** Intervals as bytes (start, then length) and as Beam's windows. */
final class Intervals {
  private Intervals() {}

  static void write(Interval interval, DataOutput out) throws IOException {
    Varints.writeSigned(interval.start(), out);
    Varints.write(interval.end() - interval.start(), out);
  }

  static Interval read(DataInput in) throws IOException {
    long start = Varints.readSigned(in);
    return new Interval(start, start + Varints.read(in));
  }

  static IntervalWindow toBeam(Interval interval) {
    return new IntervalWindow(
        Instant.ofEpochMilli(interval.start()), Instant.ofEpochMilli(interval.end()));
  }

  static Interval fromBeam(IntervalWindow window) {
    return new Interval(window.start().getMillis(), window.end().getMillis());
  }
}
