// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import java.util.List;
import org.apache.beam.sdk.schemas.Schema;

/** A database of which no more is known than that it takes rows. */
final class OtherDialect implements Dialect {
  private static final String PROBLEM =
      "rows can be replaced, and tables created, in PostgreSQL and H2 only";

  @Override
  public String type(Schema.TypeName type) {
    throw new UnsupportedOperationException(PROBLEM);
  }

  @Override
  public String upsert(
      String table, List<String> columns, List<String> types, List<String> key, String revision) {
    throw new UnsupportedOperationException(PROBLEM);
  }

  @Override
  public String createIndex(String index, String table, List<String> key) {
    throw new UnsupportedOperationException(PROBLEM);
  }
}
