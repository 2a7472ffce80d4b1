// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import io.tidemark.transforms.coding.Varints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/**
 * An update and its event time in milliseconds, as it is kept.
 *
 * @param time event time in milliseconds since 1970
 * @param update what it does
 */
record TimedUpdate<V>(long time, Update<V> update) {
  /** Version, time, update. */
  static <V> Coder<TimedUpdate<V>> coder(Coder<V> valueCoder) {
    return new TimedUpdateCoder<>(Update.coder(valueCoder));
  }

  private static final class TimedUpdateCoder<V>
      extends ValueBasedCoder<TimedUpdate<V>, Update<V>> {
    private static final long serialVersionUID = 1;

    TimedUpdateCoder(Coder<Update<V>> updateCoder) {
      super(updateCoder);
    }

    @Override
    void write(TimedUpdate<V> timed, Coder<Update<V>> updateCoder, DataOutputStream out)
        throws IOException {
      Varints.writeSigned(timed.time(), out);
      updateCoder.encode(timed.update(), out);
    }

    @Override
    TimedUpdate<V> read(DataInputStream in, Coder<Update<V>> updateCoder) throws IOException {
      return new TimedUpdate<>(Varints.readSigned(in), updateCoder.decode(in));
    }
  }
}
