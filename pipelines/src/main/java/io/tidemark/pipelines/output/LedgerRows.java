// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.output;

import io.tidemark.transforms.ledger.Ledger;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;

/** The ledger as a row. */
final class LedgerRows {
  static final Schema SCHEMA =
      Schema.builder()
          .addInt64Field("read")
          .addInt64Field("used")
          .addInt64Field("late")
          .addInt64Field("missing")
          .addInt64Field("rejected")
          .build();

  private LedgerRows() {}

  static MapElements<Ledger, Row> toRows() {
    return MapElements.into(TypeDescriptors.rows()).via(LedgerRows::row);
  }

  private static Row row(Ledger ledger) {
    return Row.withSchema(SCHEMA)
        .addValues(ledger.read(), ledger.used(), ledger.late(), ledger.missing(), ledger.rejected())
        .build();
  }
}
