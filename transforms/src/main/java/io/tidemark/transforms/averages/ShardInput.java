// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.summary.Statistics;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;

/**
 * What comes to a shard: readings, or what readings were folded to because none can be late.
 *
 * @param readings a block; empty if they are folded
 * @param folded their panes, which nobody changes any more; empty if they are not folded
 */
record ShardInput(Optional<ReadingBlock> readings, Optional<PaneTable> folded) {
  static ShardInput of(ReadingBlock readings) {
    return new ShardInput(Optional.of(readings), Optional.empty());
  }

  static ShardInput folded(PaneTable panes) {
    return new ShardInput(Optional.empty(), Optional.of(panes));
  }

  /** The earliest time there is; of a folded reading the start of its pane is known. */
  long earliest() {
    return readings.isPresent() ? readings.get().earliest() : folded.orElseThrow().earliest();
  }

  /** How much it is to keep and to put into a table: readings, or panes. */
  long size() {
    return readings.isPresent() ? readings.get().size() : folded.orElseThrow().size().panes();
  }

  /** Version, whether it is folded, then the block; or the statistics as text and the panes. */
  static Coder<ShardInput> coder() {
    return ShardInputCoder.INSTANCE;
  }

  /** It is of no statistics, for savepoints have this object in them: they are in the bytes. */
  private static final class ShardInputCoder extends CustomCoder<ShardInput> {
    private static final int VERSION = 1;

    private static final long serialVersionUID = 1;

    private static final ShardInputCoder INSTANCE = new ShardInputCoder();

    private transient volatile PaneTableCoder latest; // most panes are of the same statistics

    @Override
    public void encode(ShardInput input, OutputStream stream) throws IOException {
      DataOutputStream out = new DataOutputStream(stream);
      out.writeByte(VERSION);
      out.writeBoolean(input.folded().isPresent());
      if (input.folded().isPresent()) {
        PaneTable panes = input.folded().get();
        out.writeUTF(panes.statistics());
        coderOf(panes.statistics()).encode(panes, out);
      } else {
        ReadingBlock.coder().encode(input.readings().orElseThrow(), out);
      }
    }

    @Override
    public ShardInput decode(InputStream stream) throws IOException {
      DataInputStream in = new DataInputStream(stream);
      VersionedCoder.readVersion(in, VERSION, ShardInputCoder.class);
      if (!in.readBoolean()) {
        return of(ReadingBlock.coder().decode(in));
      }
      return folded(coderOf(in.readUTF()).decode(in));
    }

    private PaneTableCoder coderOf(String statistics) {
      PaneTableCoder known = latest;
      if (known == null || !known.statistics().equals(statistics)) {
        known = new PaneTableCoder(Statistics.parse(statistics));
        latest = known;
      }
      return known;
    }

    @Override
    public void verifyDeterministic() throws NonDeterministicException {
      throw new NonDeterministicException(this, "the rows of a table are in no order");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ShardInputCoder;
    }

    @Override
    public int hashCode() {
      return ShardInputCoder.class.hashCode();
    }
  }
}
