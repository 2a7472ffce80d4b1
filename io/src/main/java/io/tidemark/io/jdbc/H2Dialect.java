// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;

/** H2. */
final class H2Dialect implements Dialect {
  @Override
  public String type(Schema.TypeName type) {
    return switch (type) {
      case STRING -> "CHARACTER VARYING";
      case INT64 -> "BIGINT";
      case DOUBLE -> "DOUBLE PRECISION";
      case DATETIME -> "TIMESTAMP(3) WITH TIME ZONE";
      default -> throw new IllegalArgumentException(type + " has no column type");
    };
  }

  @Override
  public String upsert(
      String table, List<String> columns, List<String> types, List<String> key, String revision) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      values.add(String.format("CAST(? AS %s) AS %s", types.get(i), columns.get(i)));
    }
    String newer = revision == null ? "" : String.format(" AND old.%1$s <= new.%1$s", revision);
    return String.format(
        "MERGE INTO %s AS old USING (SELECT %s) AS new ON %s WHEN MATCHED%s THEN UPDATE SET %s"
            + " WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)",
        table,
        Dialect.list(values),
        same(key),
        newer,
        Dialect.assignments(columns, key, "new"),
        Dialect.list(columns),
        Dialect.list(columns.stream().map(column -> "new." + column).toList()));
  }

  private static String same(List<String> key) {
    return key.stream()
        .map(column -> String.format("old.%1$s IS NOT DISTINCT FROM new.%1$s", column))
        .collect(Collectors.joining(" AND "));
  }

  @Override
  public String createIndex(String index, String table, List<String> key) {
    return String.format(
        "CREATE UNIQUE NULLS NOT DISTINCT INDEX IF NOT EXISTS %s ON %s (%s)",
        index, table, Dialect.list(key));
  }
}
