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
 * How far the windows of one key are: each number is that of a reading in its {@link ReadingLog}.
 *
 * @param passed the watermark until which readings have been counted; after a restore a runner
 *     begins with none, and what was late before is late still
 * @param kept the first reading that is kept
 * @param closed the first reading that others may still be put before
 * @param counted the first reading that the watermark has not passed
 * @param end the one after the last
 * @param summedFrom the first reading of the sum that is kept beside it
 * @param summedTo the one after its last
 * @param carried the readings from {@code kept} on, where no log is kept yet: in version 1
 */
record OpenCount(
    long passed,
    long kept,
    long closed,
    long counted,
    long end,
    long summedFrom,
    long summedTo,
    List<Reading> carried) {
  static final OpenCount EMPTY = new OpenCount(Times.NONE, 0, 0, 0, 0, 0, 0, List.of());

  /**
   * What version 1 kept: the readings of the window that fills up, of which so many no window had
   * held. All are final, and all windows so far have been emitted.
   */
  static OpenCount ofVersion1(List<Reading> readings, int fresh) {
    if (readings.isEmpty()) {
      return EMPTY;
    }
    long passed = readings.get(readings.size() - 1).time() + 1;
    return new OpenCount(
        passed, fresh - readings.size(), fresh, fresh, fresh, 0, 0, List.copyOf(readings));
  }

  /** Version, watermark, the numbers, each by how much it is more than the one before. */
  static Coder<OpenCount> coder() {
    return OpenCountCoder.INSTANCE;
  }

  private static final class OpenCountCoder extends VersionedCoder<OpenCount> {
    private static final long serialVersionUID = 1;

    private static final OpenCountCoder INSTANCE = new OpenCountCoder();

    private OpenCountCoder() {
      super(2);
    }

    @Override
    protected void write(OpenCount open, DataOutputStream out) throws IOException {
      Varints.writeSigned(open.passed(), out);
      Varints.writeSigned(open.kept(), out);
      Varints.writeSigned(open.closed() - open.kept(), out);
      Varints.writeSigned(open.counted() - open.closed(), out);
      Varints.writeSigned(open.end() - open.counted(), out);
      Varints.writeSigned(open.summedFrom() - open.end(), out);
      Varints.writeSigned(open.summedTo() - open.summedFrom(), out);
      Varints.write(open.carried().size(), out);
      for (Reading reading : open.carried()) {
        Reading.coder().encode(reading, out);
      }
    }

    @Override
    protected OpenCount read(DataInputStream in, int version) throws IOException {
      if (version == 1) {
        int fresh = Math.toIntExact(Varints.read(in));
        return ofVersion1(readings(in), fresh);
      }
      long passed = Varints.readSigned(in);
      long kept = Varints.readSigned(in);
      long closed = kept + Varints.readSigned(in);
      long counted = closed + Varints.readSigned(in);
      long end = counted + Varints.readSigned(in);
      long summedFrom = end + Varints.readSigned(in);
      long summedTo = summedFrom + Varints.readSigned(in);
      return new OpenCount(passed, kept, closed, counted, end, summedFrom, summedTo, readings(in));
    }

    private static List<Reading> readings(DataInputStream in) throws IOException {
      int count = Math.toIntExact(Varints.read(in));
      List<Reading> readings = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        readings.add(Reading.coder().decode(in));
      }
      return List.copyOf(readings);
    }
  }
}
