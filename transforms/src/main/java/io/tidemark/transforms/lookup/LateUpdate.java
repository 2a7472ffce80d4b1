// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import io.tidemark.transforms.coding.Varints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/**
 * An update that came too late to be put in its place.
 *
 * @param time its event time in milliseconds since 1970
 * @param update what it would have done
 * @param watermark the input watermark that found it late, in milliseconds since 1970
 */
public record LateUpdate<V>(long time, Update<V> update, long watermark) {
  /** The value that would have been put or merged; empty for a deletion. */
  public Optional<V> value() {
    return update.value();
  }

  /** Version, time, watermark, update. */
  public static <V> Coder<LateUpdate<V>> coder(Coder<V> valueCoder) {
    return new LateUpdateCoder<>(Update.coder(valueCoder));
  }

  private static final class LateUpdateCoder<V> extends ValueBasedCoder<LateUpdate<V>, Update<V>> {
    private static final long serialVersionUID = 1;

    LateUpdateCoder(Coder<Update<V>> updateCoder) {
      super(updateCoder);
    }

    @Override
    void write(LateUpdate<V> late, Coder<Update<V>> updateCoder, DataOutputStream out)
        throws IOException {
      Varints.writeSigned(late.time(), out);
      Varints.writeSigned(late.watermark(), out);
      updateCoder.encode(late.update(), out);
    }

    @Override
    LateUpdate<V> read(DataInputStream in, Coder<Update<V>> updateCoder) throws IOException {
      long time = Varints.readSigned(in);
      long watermark = Varints.readSigned(in);
      return new LateUpdate<>(time, updateCoder.decode(in), watermark);
    }
  }
}
