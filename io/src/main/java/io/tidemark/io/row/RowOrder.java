// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import java.io.Serializable;
import java.util.Comparator;
import org.apache.beam.sdk.values.Row;

/**
 * Orders rows of one schema by their columns from left to right.
 *
 * <ul>
 *   <li>Null comes first.
 *   <li>Numbers by value, -0.0 before 0.0 and NaN last; instants by time; text by UTF-16 code unit.
 * </ul>
 */
public final class RowOrder implements Comparator<Row>, Serializable {
  private static final Comparator<Object> COLUMN = Comparator.nullsFirst(RowOrder::compareValues);

  @Override
  public int compare(Row left, Row right) {
    for (int i = 0; i < left.getFieldCount(); i++) {
      int order = COLUMN.compare(left.getValue(i), right.getValue(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Two values of one column: both are strings, numbers of one type or instants. */
  @SuppressWarnings("unchecked") // Each column type is comparable to itself.
  private static int compareValues(Object left, Object right) {
    return ((Comparable<Object>) left).compareTo(right);
  }
}
