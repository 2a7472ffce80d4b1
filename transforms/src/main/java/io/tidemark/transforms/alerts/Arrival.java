// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;

/**
 * The newest reading of a series.
 *
 * @param newest in event time
 * @param arrived by the clock
 * @param fired the rules that have fired since
 */
record Arrival(Sample newest, long arrived, List<String> fired) {
  /** Version, reading, arrived, rules. */
  static Coder<Arrival> coder() {
    return ArrivalCoder.INSTANCE;
  }

  private static final class ArrivalCoder extends VersionedCoder<Arrival> {
    private static final long serialVersionUID = 1;

    private static final ArrivalCoder INSTANCE = new ArrivalCoder();

    private ArrivalCoder() {
      super(1);
    }

    @Override
    protected void write(Arrival arrival, DataOutputStream out) throws IOException {
      Sample.coder().encode(arrival.newest(), out);
      Varints.writeSigned(arrival.arrived(), out);
      Varints.write(arrival.fired().size(), out);
      for (String rule : arrival.fired()) {
        Texts.write(rule, out);
      }
    }

    @Override
    protected Arrival read(DataInputStream in, int version) throws IOException {
      Sample newest = Sample.coder().decode(in);
      long arrived = Varints.readSigned(in);
      int count = Math.toIntExact(Varints.read(in));
      List<String> fired = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        fired.add(Texts.read(in));
      }
      return new Arrival(newest, arrived, fired);
    }
  }
}
