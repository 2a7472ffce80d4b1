// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.reading.Series;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/** A step of an episode during which a rule held at a series. */
@AutoValue
public abstract class Alert {
  Alert() {}

  /**
   * What tells the episode apart: the same for all its steps, on every runner and in every run. No
   * two steps of one identity have the same state.
   */
  public abstract String id();

  /** The name of the rule. */
  public abstract String rule();

  /** How bad it is. */
  public abstract Severity severity();

  /** Where it is. */
  public abstract Series series();

  /** What the episode has come to. */
  public abstract AlertState state();

  /** Why. */
  public abstract Reason reason();

  /** When the condition began to hold, in milliseconds since 1970. */
  public abstract long since();

  /** When the step is, in milliseconds since 1970. */
  public abstract long time();

  /** The last value until then; NaN without one. */
  public abstract double value();

  /** How far that is from what is usual: the score, the rate or the value; NaN for silence. */
  public abstract double measure();

  /** The rule's message, filled in. */
  public abstract String message();

  /** From {@link #since} to {@link #time}, in milliseconds. */
  public final long duration() {
    return time() - since();
  }

  /** Version and the fields in this order. */
  public static Coder<Alert> coder() {
    return AlertCoder.INSTANCE;
  }

  static Alert of(String id, Rule rule, Series series, Transition step) {
    Alert silent =
        new AutoValue_Alert(
            id,
            rule.name(),
            rule.severity(),
            series,
            step.state(),
            step.reason(),
            step.since(),
            step.time(),
            step.value(),
            step.measure(),
            "");
    return silent.saying(MessageTemplate.fill(rule.message(), silent));
  }

  private Alert saying(String message) {
    return new AutoValue_Alert(
        id(),
        rule(),
        severity(),
        series(),
        state(),
        reason(),
        since(),
        time(),
        value(),
        measure(),
        message);
  }

  private static final class AlertCoder extends VersionedCoder<Alert> {
    private static final long serialVersionUID = 1;

    private static final AlertCoder INSTANCE = new AlertCoder();

    private AlertCoder() {
      super(1);
    }

    @Override
    protected void write(Alert alert, DataOutputStream out) throws IOException {
      Texts.write(alert.id(), out);
      Texts.write(alert.rule(), out);
      out.writeByte(alert.severity().code());
      Series.coder().encode(alert.series(), out);
      out.writeByte(alert.state().code());
      out.writeByte(alert.reason().code());
      Varints.writeSigned(alert.since(), out);
      Varints.writeSigned(alert.time(), out);
      out.writeDouble(alert.value());
      out.writeDouble(alert.measure());
      Texts.write(alert.message(), out);
    }

    @Override
    protected Alert read(DataInputStream in, int version) throws IOException {
      return new AutoValue_Alert(
          Texts.read(in),
          Texts.read(in),
          Severity.ofCode(in.readByte()),
          Series.coder().decode(in),
          AlertState.ofCode(in.readByte()),
          Reason.ofCode(in.readByte()),
          Varints.readSigned(in),
          Varints.readSigned(in),
          in.readDouble(),
          in.readDouble(),
          Texts.read(in));
    }
  }
}
