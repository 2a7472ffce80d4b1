// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.windowing.Interval;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/** What one window of one key held when it was emitted. */
@AutoValue
public abstract class WindowResult {
  /**
   * A result.
   *
   * @param window the window; empty for the global one
   * @param timing when it was emitted, seen from the watermark
   * @param revision 0, 1, 2... per key and window
   * @param summary the statistics of its readings
   */
  public static WindowResult of(
      Optional<Interval> window, Timing timing, long revision, Summary summary) {
    return new AutoValue_WindowResult(window, timing, revision, summary);
  }

  /** The window; empty for the global one and for count windows of readings without a time. */
  public abstract Optional<Interval> window();

  /** When the result was emitted, seen from the watermark. */
  public abstract Timing timing();

  /** 0, 1, 2... per key and window; the highest is the newest. */
  public abstract long revision();

  /** The statistics of the readings: of all so far, or since the revision before. */
  public abstract Summary summary();

  /** Version, window, timing, revision, summary. */
  public static Coder<WindowResult> coder() {
    return WindowResultCoder.INSTANCE;
  }

  private static final class WindowResultCoder extends VersionedCoder<WindowResult> {
    private static final long serialVersionUID = 1;

    private static final WindowResultCoder INSTANCE = new WindowResultCoder();

    private WindowResultCoder() {
      super(1);
    }

    @Override
    protected void write(WindowResult result, DataOutputStream out) throws IOException {
      out.writeBoolean(result.window().isPresent());
      if (result.window().isPresent()) {
        Intervals.write(result.window().get(), out);
      }
      out.writeByte(result.timing().code());
      Varints.write(result.revision(), out);
      Summary.coder().encode(result.summary(), out);
    }

    @Override
    protected WindowResult read(DataInputStream in, int version) throws IOException {
      Optional<Interval> window =
          in.readBoolean() ? Optional.of(Intervals.read(in)) : Optional.empty();
      Timing timing = Timing.ofCode(in.readByte());
      long revision = Varints.read(in);
      return of(window, timing, revision, Summary.coder().decode(in));
    }
  }
}
