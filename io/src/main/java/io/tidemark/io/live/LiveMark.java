// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StructuredCoder;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;

/**
 * How far a feed has been read.
 *
 * @param position of the feed
 * @param watermark what the runner was told, in milliseconds since 1970
 * @param watermarks of its partitions, in milliseconds since 1970
 * @param reader whom to tell that the checkpoint is final; null for one that was restored
 */
record LiveMark<P>(P position, long watermark, Map<String, Long> watermarks, Feed.Reader<P> reader)
    implements CheckpointMark {
  @Override
  public void finalizeCheckpoint() {
    if (reader != null) {
      reader.acknowledge(position);
    }
  }

  /** Version, watermark, watermarks by partition, position; version 1 had no watermark. */
  static <P> Coder<LiveMark<P>> coder(Coder<P> positions) {
    return new LiveMarkCoder<>(positions);
  }

  private static final class LiveMarkCoder<P> extends StructuredCoder<LiveMark<P>> {
    private static final int VERSION = 2;

    private final Coder<P> positions;

    private LiveMarkCoder(Coder<P> positions) {
      this.positions = positions;
    }

    @Override
    public void encode(LiveMark<P> mark, OutputStream out) throws IOException {
      DataOutputStream data = new DataOutputStream(out);
      data.writeByte(VERSION);
      Varints.writeSigned(mark.watermark(), data);
      Varints.write(mark.watermarks().size(), data);
      for (Map.Entry<String, Long> entry : mark.watermarks().entrySet()) {
        Texts.write(entry.getKey(), data);
        Varints.writeSigned(entry.getValue(), data);
      }
      positions.encode(mark.position(), data);
    }

    @Override
    public LiveMark<P> decode(InputStream in) throws IOException {
      DataInputStream data = new DataInputStream(in);
      int version = VersionedCoder.readVersion(data, VERSION, getClass());
      long watermark = version == 1 ? FeedWatermark.NO_READING : Varints.readSigned(data);
      Map<String, Long> watermarks = new TreeMap<>();
      for (long left = Varints.read(data); left > 0; left--) {
        String partition = Texts.read(data);
        watermarks.put(partition, Varints.readSigned(data));
      }
      return new LiveMark<>(positions.decode(data), watermark, watermarks, null);
    }

    @Override
    public List<? extends Coder<?>> getCoderArguments() {
      return List.of(positions);
    }

    @Override
    public void verifyDeterministic() throws NonDeterministicException {
      positions.verifyDeterministic();
    }
  }
}
