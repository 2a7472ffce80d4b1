// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.reading.Reading;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;

/**
 * The count window of one key that is filling up.
 *
 * @param readings in order; those that the window before held as well come first
 * @param fresh how many of them no window has held yet
 */
record OpenCount(List<Reading> readings, int fresh) {
  static final OpenCount EMPTY = new OpenCount(List.of(), 0);

  /** Version, fresh, count, readings. */
  static Coder<OpenCount> coder() {
    return OpenCountCoder.INSTANCE;
  }

  private static final class OpenCountCoder extends VersionedCoder<OpenCount> {
    private static final long serialVersionUID = 1;

    private static final OpenCountCoder INSTANCE = new OpenCountCoder();

    private OpenCountCoder() {
      super(1);
    }

    @Override
    protected void write(OpenCount open, DataOutputStream out) throws IOException {
      Varints.write(open.fresh(), out);
      Varints.write(open.readings().size(), out);
      for (Reading reading : open.readings()) {
        Reading.coder().encode(reading, out);
      }
    }

    @Override
    protected OpenCount read(DataInputStream in, int version) throws IOException {
      int fresh = Math.toIntExact(Varints.read(in));
      int count = Math.toIntExact(Varints.read(in));
      List<Reading> readings = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        readings.add(Reading.coder().decode(in));
      }
      return new OpenCount(readings, fresh);
    }
  }
}
