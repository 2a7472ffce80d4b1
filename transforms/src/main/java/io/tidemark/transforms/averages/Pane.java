// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.summary.Summary;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/**
 * What a window held when it fired.
 *
 * @param summary the statistics of its readings
 * @param newestWatermark the highest watermark at which one of them was admitted
 */
record Pane(Summary summary, long newestWatermark) {
  /** Version, watermark, summary. */
  static Coder<Pane> coder() {
    return PaneCoder.INSTANCE;
  }

  private static final class PaneCoder extends VersionedCoder<Pane> {
    private static final long serialVersionUID = 1;

    private static final PaneCoder INSTANCE = new PaneCoder();

    private PaneCoder() {
      super(1);
    }

    @Override
    protected void write(Pane pane, DataOutputStream out) throws IOException {
      Varints.writeSigned(pane.newestWatermark(), out);
      Summary.coder().encode(pane.summary(), out);
    }

    @Override
    protected Pane read(DataInputStream in, int version) throws IOException {
      long newestWatermark = Varints.readSigned(in);
      return new Pane(Summary.coder().decode(in), newestWatermark);
    }
  }
}
