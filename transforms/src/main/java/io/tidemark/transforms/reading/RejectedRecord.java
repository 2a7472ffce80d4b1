// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.reading;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.beam.sdk.coders.Coder;

/** A record that could not become readings: where it came from, why, and all of its bytes. */
@AutoValue
public abstract class RejectedRecord {
  /**
   * A rejected record.
   *
   * @param source where it came from: {@code file:line}
   * @param reason one line that says what is wrong and what is allowed
   * @param raw the record as it came
   */
  public static RejectedRecord of(String source, String reason, byte[] raw) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
      return new AutoValue_RejectedRecord(source, reason, text, false);
    } catch (CharacterCodingException e) {
      return ofBytes(source, reason, raw);
    }
  }

  /** A rejected record that is no text, even if its bytes could be. */
  public static RejectedRecord ofBytes(String source, String reason, byte[] raw) {
    String base64 = Base64.getEncoder().encodeToString(raw);
    return new AutoValue_RejectedRecord(source, reason, base64, true);
  }

  /** A rejected record that is text. */
  public static RejectedRecord of(String source, String reason, String text) {
    return new AutoValue_RejectedRecord(source, reason, text, false);
  }

  /** Where it came from: {@code file:line}. */
  public abstract String source();

  /** What is wrong, in one line. */
  public abstract String reason();

  /** The raw record: its text, or base64 of its bytes where they are not UTF-8. */
  public abstract String record();

  /** Whether {@link #record} is base64. */
  public abstract boolean base64();

  /** Version, source, reason, record, base64. */
  public static Coder<RejectedRecord> coder() {
    return RejectedRecordCoder.INSTANCE;
  }

  private static final class RejectedRecordCoder extends VersionedCoder<RejectedRecord> {
    private static final long serialVersionUID = 1;

    private static final RejectedRecordCoder INSTANCE = new RejectedRecordCoder();

    private RejectedRecordCoder() {
      super(1);
    }

    @Override
    protected void write(RejectedRecord rejected, DataOutputStream out) throws IOException {
      Texts.write(rejected.source(), out);
      Texts.write(rejected.reason(), out);
      Texts.write(rejected.record(), out);
      out.writeBoolean(rejected.base64());
    }

    @Override
    protected RejectedRecord read(DataInputStream in, int version) throws IOException {
      return new AutoValue_RejectedRecord(
          Texts.read(in), Texts.read(in), Texts.read(in), in.readBoolean());
    }
  }
}
