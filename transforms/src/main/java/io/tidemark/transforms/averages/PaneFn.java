// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.summary.SummaryFn;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.display.DisplayData;

/** Summarizes admitted readings and remembers the newest watermark that admitted one. */
final class PaneFn extends Combine.CombineFn<Admitted, PaneFn.OpenPane, Pane> {
  private final SummaryFn summaryFn;

  PaneFn(Statistics statistics) {
    this.summaryFn = SummaryFn.of(statistics);
  }

  @Override
  public OpenPane createAccumulator() {
    return new OpenPane(summaryFn.createAccumulator(), Times.NONE);
  }

  @Override
  public OpenPane addInput(OpenPane open, Admitted admitted) {
    open.summary = summaryFn.addInput(open.summary, admitted.reading());
    open.newestWatermark = Math.max(open.newestWatermark, admitted.watermark());
    return open;
  }

  @Override
  public OpenPane mergeAccumulators(Iterable<OpenPane> panes) {
    OpenPane merged = createAccumulator();
    for (OpenPane pane : panes) {
      merged.summary.merge(pane.summary);
      merged.newestWatermark = Math.max(merged.newestWatermark, pane.newestWatermark);
    }
    return merged;
  }

  @Override
  public Pane extractOutput(OpenPane open) {
    return new Pane(summaryFn.extractOutput(open.summary), open.newestWatermark);
  }

  @Override
  public Coder<OpenPane> getAccumulatorCoder(CoderRegistry registry, Coder<Admitted> inputCoder) {
    return OpenPaneCoder.INSTANCE;
  }

  @Override
  public Coder<Pane> getDefaultOutputCoder(CoderRegistry registry, Coder<Admitted> inputCoder) {
    return Pane.coder();
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.include("summary", summaryFn);
  }

  /** A pane that is filling up. */
  static final class OpenPane {
    private SummaryAccumulator summary;
    private long newestWatermark;

    private OpenPane(SummaryAccumulator summary, long newestWatermark) {
      this.summary = summary;
      this.newestWatermark = newestWatermark;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof OpenPane that
          && summary.equals(that.summary)
          && newestWatermark == that.newestWatermark;
    }

    @Override
    public int hashCode() {
      return summary.hashCode() * 31 + Long.hashCode(newestWatermark);
    }
  }

  private static final class OpenPaneCoder extends VersionedCoder<OpenPane> {
    private static final OpenPaneCoder INSTANCE = new OpenPaneCoder();

    private OpenPaneCoder() {
      super(1);
    }

    @Override
    protected void write(OpenPane open, DataOutputStream out) throws IOException {
      Varints.writeSigned(open.newestWatermark, out);
      SummaryAccumulator.coder().encode(open.summary, out);
    }

    @Override
    protected OpenPane read(DataInputStream in, int version) throws IOException {
      long newestWatermark = Varints.readSigned(in);
      return new OpenPane(SummaryAccumulator.coder().decode(in), newestWatermark);
    }
  }
}
