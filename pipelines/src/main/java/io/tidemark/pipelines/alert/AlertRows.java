// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.alert;

import io.tidemark.transforms.alerts.Alert;
import io.tidemark.transforms.alerts.AlertState;
import io.tidemark.transforms.alerts.Reason;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;

/** Alerts as rows, one for each step. */
final class AlertRows {
  static final String REVISION = "step";

  /** What tells alerts apart; the highest step is the one that counts. */
  static final List<String> IDENTITY = List.of("alert_id");

  /** How people want to read them. */
  static final List<String> ORDER = List.of("event_time", "rule", "key", "field", "since", "step");

  static final Schema SCHEMA =
      Schema.builder()
          .addStringField("alert_id")
          .addStringField("rule")
          .addStringField("severity")
          .addStringField("key")
          .addStringField("field")
          .addStringField("state")
          .addInt64Field(REVISION)
          .addDateTimeField("since")
          .addDateTimeField("event_time")
          .addInt64Field("duration_ms")
          .addNullableField("value", FieldType.DOUBLE)
          .addNullableField("measure", FieldType.DOUBLE)
          .addStringField("reason")
          .addStringField("message")
          .build();

  private AlertRows() {}

  static MapElements<Alert, Row> toRows() {
    return MapElements.into(TypeDescriptors.rows()).via(AlertRows::row);
  }

  private static Row row(Alert alert) {
    return Row.withSchema(SCHEMA)
        .addValues(
            alert.id(),
            alert.rule(),
            alert.severity().name(),
            alert.series().key(),
            alert.series().field(),
            alert.state().name(),
            step(alert.state()),
            Instant.ofEpochMilli(alert.since()),
            Instant.ofEpochMilli(alert.time()),
            alert.duration(),
            orNull(alert.value()),
            orNull(alert.measure()),
            reason(alert.reason()),
            alert.message())
        .build();
  }

  private static long step(AlertState state) {
    return switch (state) {
      case PENDING -> 1;
      case FIRING -> 2;
      case RESOLVED -> 3;
    };
  }

  private static String reason(Reason reason) {
    return switch (reason) {
      case BEGAN -> "condition began";
      case HELD -> "held for its duration";
      case ENDED -> "condition ended";
      case SHORT -> "ended before its duration";
      case LATE -> "late readings undid it";
      case RULE_CHANGED -> "rule was changed";
      case FORGOTTEN -> "series was forgotten";
    };
  }

  private static Double orNull(double number) {
    return Double.isNaN(number) ? null : number;
  }
}
