// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import io.tidemark.io.reading.DecodedRecord.Fate;
import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.Coder;

/**
 * Bytes of a {@link DecodedRecord}: the key; 0, or 1 and the time; the number of readings, their
 * fates four to a byte, the values there are; the number of rejections and these.
 */
final class DecodedRecordCoder extends VersionedCoder<DecodedRecord> {
  static final DecodedRecordCoder INSTANCE = new DecodedRecordCoder();

  private static final int FATES_PER_BYTE = 4;
  private static final int BITS = 2;
  private static final Coder<RejectedRecord> REJECTIONS = RejectedRecord.coder();
  private static final Fate[] FATES = {Fate.VALUE, Fate.MISSING, Fate.REJECTED};

  private DecodedRecordCoder() {
    super(1);
  }

  @Override
  protected void write(DecodedRecord record, DataOutputStream out) throws IOException {
    Texts.write(record.key(), out);
    out.writeBoolean(record.time().isPresent());
    if (record.time().isPresent()) {
      Varints.writeSigned(record.time().getAsLong(), out);
    }
    Varints.write(record.size(), out);
    writeFates(record, out);
    writeValues(record, out);
    Varints.write(record.rejections().size(), out);
    for (RejectedRecord rejection : record.rejections()) {
      REJECTIONS.encode(rejection, out);
    }
  }

  private static void writeFates(DecodedRecord record, DataOutputStream out) throws IOException {
    for (int first = 0; first < record.size(); first += FATES_PER_BYTE) {
      int packed = 0;
      for (int i = first; i < Math.min(first + FATES_PER_BYTE, record.size()); i++) {
        packed |= codeOf(record.fate(i)) << (BITS * (i - first));
      }
      out.writeByte(packed);
    }
  }

  private static int codeOf(Fate fate) {
    return switch (fate) {
      case VALUE -> 0;
      case MISSING -> 1;
      case REJECTED -> 2;
    };
  }

  private static void writeValues(DecodedRecord record, DataOutputStream out) throws IOException {
    for (int i = 0; i < record.size(); i++) {
      if (record.fate(i) == Fate.VALUE) {
        out.writeDouble(record.value(i));
      }
    }
  }

  @Override
  protected DecodedRecord read(DataInputStream in, int version) throws IOException {
    String key = Texts.read(in);
    OptionalLong time =
        in.readBoolean() ? OptionalLong.of(Varints.readSigned(in)) : OptionalLong.empty();
    Fate[] fates = readFates(in);
    double[] values = new double[fates.length];
    for (int i = 0; i < fates.length; i++) {
      values[i] = fates[i] == Fate.VALUE ? in.readDouble() : 0;
    }
    return new DecodedRecord(key, time, fates, values, readRejections(in));
  }

  private static Fate[] readFates(DataInputStream in) throws IOException {
    Fate[] fates = new Fate[Math.toIntExact(Varints.read(in))];
    int packed = 0;
    for (int i = 0; i < fates.length; i++) {
      packed = i % FATES_PER_BYTE == 0 ? in.readUnsignedByte() : packed >> BITS;
      int code = packed & ((1 << BITS) - 1);
      if (code >= FATES.length) {
        throw new StreamCorruptedException("the fate of a reading must be 0 to 2, is " + code);
      }
      fates[i] = FATES[code];
    }
    return fates;
  }

  private static List<RejectedRecord> readRejections(DataInputStream in) throws IOException {
    List<RejectedRecord> rejections = new ArrayList<>();
    for (long left = Varints.read(in); left > 0; left--) {
      rejections.add(REJECTIONS.decode(in));
    }
    return List.copyOf(rejections);
  }
}
