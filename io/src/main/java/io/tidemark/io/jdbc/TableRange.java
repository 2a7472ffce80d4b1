// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.apache.beam.sdk.coders.Coder;

/**
 * Some rows of a table.
 *
 * @param rows which ones
 * @param from the first value of the column, if it is a part
 * @param to the end, if it is a part; the last one's is in it
 */
record TableRange(Rows rows, ColumnValue from, ColumnValue to) {
  /** Which rows. */
  enum Rows {
    ALL(""),
    WITHOUT_VALUE(" WHERE %1$s IS NULL"),
    PART(" WHERE %1$s >= ? AND %1$s < ?"),
    LAST_PART(" WHERE %1$s >= ? AND %1$s <= ?");

    private final String condition;

    Rows(String condition) {
      this.condition = condition;
    }
  }

  static TableRange all() {
    return new TableRange(Rows.ALL, null, null);
  }

  static TableRange withoutValue() {
    return new TableRange(Rows.WITHOUT_VALUE, null, null);
  }

  private boolean isPart() {
    return rows == Rows.PART || rows == Rows.LAST_PART;
  }

  /** The condition on a column, as SQL with parameters. */
  String condition(String column) {
    return String.format(rows.condition, column);
  }

  void bind(PreparedStatement statement) throws SQLException {
    if (isPart()) {
      from.bind(statement, 1);
      to.bind(statement, 2);
    }
  }

  /** Version, which rows, from, to. */
  static Coder<TableRange> coder() {
    return RangeCoder.INSTANCE;
  }

  private static final class RangeCoder extends VersionedCoder<TableRange> {
    private static final RangeCoder INSTANCE = new RangeCoder();

    private RangeCoder() {
      super(1);
    }

    @Override
    protected void write(TableRange range, DataOutputStream out) throws IOException {
      Texts.write(range.rows.name(), out);
      if (range.isPart()) {
        range.from.write(out);
        range.to.write(out);
      }
    }

    @Override
    protected TableRange read(DataInputStream in, int version) throws IOException {
      Rows rows = Rows.valueOf(Texts.read(in));
      if (rows == Rows.ALL || rows == Rows.WITHOUT_VALUE) {
        return new TableRange(rows, null, null);
      }
      return new TableRange(rows, ColumnValue.read(in), ColumnValue.read(in));
    }
  }
}
