// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StructuredCoder;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;

/**
 * How far a {@link GatheredSource} has been read.
 *
 * @param rows the mark of the source of single readings
 * @param watermark what the runner has been told, in milliseconds since 1970: not every source goes
 *     on from there by itself
 */
public record GatheredMark<M extends CheckpointMark>(M rows, long watermark)
    implements CheckpointMark {
  @Override
  public void finalizeCheckpoint() throws IOException {
    rows.finalizeCheckpoint();
  }

  /** Version, watermark, mark. */
  static <M extends CheckpointMark> Coder<GatheredMark<M>> coder(Coder<M> marks) {
    return new GatheredMarkCoder<>(marks);
  }

  private static final class GatheredMarkCoder<M extends CheckpointMark>
      extends StructuredCoder<GatheredMark<M>> {
    private static final int VERSION = 1;

    private static final long serialVersionUID = 1;

    private final Coder<M> marks;

    private GatheredMarkCoder(Coder<M> marks) {
      this.marks = marks;
    }

    @Override
    public void encode(GatheredMark<M> mark, OutputStream out) throws IOException {
      DataOutputStream data = new DataOutputStream(out);
      data.writeByte(VERSION);
      Varints.writeSigned(mark.watermark(), data);
      marks.encode(mark.rows(), data);
    }

    @Override
    public GatheredMark<M> decode(InputStream in) throws IOException {
      DataInputStream data = new DataInputStream(in);
      VersionedCoder.readVersion(data, VERSION, getClass());
      long watermark = Varints.readSigned(data);
      return new GatheredMark<>(marks.decode(data), watermark);
    }

    @Override
    public List<? extends Coder<?>> getCoderArguments() {
      return List.of(marks);
    }

    @Override
    public void verifyDeterministic() throws NonDeterministicException {
      marks.verifyDeterministic();
    }
  }
}
