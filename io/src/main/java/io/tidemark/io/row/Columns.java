// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import java.util.EnumSet;
import java.util.Set;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.TypeName;

/** The column types that a row may have on its way out of a pipeline. */
public final class Columns {
  private static final Set<TypeName> WRITABLE =
      EnumSet.of(TypeName.STRING, TypeName.INT64, TypeName.DOUBLE, TypeName.DATETIME);
  private static final Set<TypeName> NUMERIC = EnumSet.of(TypeName.INT64, TypeName.DOUBLE);

  private Columns() {}

  /**
   * Returns the schema if all of its columns can be written.
   *
   * @throws IllegalArgumentException for a column of another type, or without columns
   */
  public static Schema requireWritable(Schema schema) {
    if (schema.getFieldCount() == 0) {
      throw new IllegalArgumentException("rows without columns cannot be written");
    }
    for (Schema.Field field : schema.getFields()) {
      TypeName type = field.getType().getTypeName();
      if (!WRITABLE.contains(type)) {
        throw new IllegalArgumentException(
            String.format("column %s: %s, must be one of %s", field.getName(), type, WRITABLE));
      }
    }
    return schema;
  }

  static boolean isNumeric(Schema.Field field) {
    return NUMERIC.contains(field.getType().getTypeName());
  }
}
