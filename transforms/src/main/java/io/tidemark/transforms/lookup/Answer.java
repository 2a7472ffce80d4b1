// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.Coder;

/** What a table had for a key at the time a request asked about. */
@AutoValue
public abstract class Answer<V> {
  /** Whether there was a value. */
  public enum Outcome {
    /** There was. */
    FOUND(0),
    /** There was none: not yet, deleted, or past its time to live. */
    NOT_FOUND(1),
    /** Nobody knows: the request asks further back than the table's history. */
    FORGOTTEN(2);

    private final int code;

    Outcome(int code) {
      this.code = code;
    }

    /** What the coder writes; it never changes. */
    int code() {
      return code;
    }

    static Outcome ofCode(int code) {
      return switch (code) {
        case 0 -> FOUND;
        case 1 -> NOT_FOUND;
        case 2 -> FORGOTTEN;
        default ->
            throw new IllegalArgumentException(String.format("ofCode(%s): must be 0 to 2", code));
      };
    }
  }

  static <V> Answer<V> found(String id, long asOf, long time, V value) {
    return new AutoValue_Answer<>(
        id, asOf, Outcome.FOUND, OptionalLong.of(time), Optional.of(value));
  }

  static <V> Answer<V> without(Outcome outcome, String id, long asOf) {
    return new AutoValue_Answer<>(id, asOf, outcome, OptionalLong.empty(), Optional.empty());
  }

  /** The id of the request. */
  public abstract String id();

  abstract long asOfMillis();

  /** Whether there was a value. */
  public abstract Outcome outcome();

  abstract OptionalLong timeMillis();

  /** The value; empty unless found. */
  public abstract Optional<V> value();

  /** The event time that was asked about; empty where the request asked for the latest. */
  public final Optional<Instant> asOf() {
    return asOfMillis() == Request.LATEST
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(asOfMillis()));
  }

  /** The event time of the last update that made the value; empty unless found. */
  public final Optional<Instant> time() {
    return timeMillis().isPresent()
        ? Optional.of(Instant.ofEpochMilli(timeMillis().getAsLong()))
        : Optional.empty();
  }

  /** Version, id, time asked about, outcome; if found, time and value. */
  public static <V> Coder<Answer<V>> coder(Coder<V> valueCoder) {
    return new AnswerCoder<>(valueCoder);
  }

  private static final class AnswerCoder<V> extends ValueBasedCoder<Answer<V>, V> {
    private static final long serialVersionUID = 1;

    AnswerCoder(Coder<V> valueCoder) {
      super(valueCoder);
    }

    @Override
    void write(Answer<V> answer, Coder<V> valueCoder, DataOutputStream out) throws IOException {
      Texts.write(answer.id(), out);
      Varints.writeSigned(answer.asOfMillis(), out);
      out.writeByte(answer.outcome().code());
      if (answer.value().isPresent()) {
        Varints.writeSigned(answer.timeMillis().getAsLong(), out);
        valueCoder.encode(answer.value().get(), out);
      }
    }

    @Override
    Answer<V> read(DataInputStream in, Coder<V> valueCoder) throws IOException {
      String id = Texts.read(in);
      long asOf = Varints.readSigned(in);
      Outcome outcome = Outcome.ofCode(in.readByte());
      return outcome == Outcome.FOUND
          ? found(id, asOf, Varints.readSigned(in), valueCoder.decode(in))
          : without(outcome, id, asOf);
    }
  }
}
