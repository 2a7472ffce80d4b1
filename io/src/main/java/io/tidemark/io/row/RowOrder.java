// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.values.Row;

/**
 * Orders rows of one schema: by the columns asked for, then by all from left to right.
 *
 * <ul>
 *   <li>Null comes first.
 *   <li>Numbers by value, -0.0 before 0.0 and NaN last; instants by time; text by UTF-16 code unit.
 * </ul>
 */
public final class RowOrder implements Comparator<Row>, Serializable {
  private static final Comparator<Object> COLUMN = Comparator.nullsFirst(RowOrder::compareValues);

  private final List<String> firstBy;

  /**
   * An order.
   *
   * @param firstBy names of columns; none for all from left to right
   */
  public RowOrder(List<String> firstBy) {
    this.firstBy = List.copyOf(firstBy);
  }

  @Override
  public int compare(Row left, Row right) {
    for (String column : firstBy) {
      int order = COLUMN.compare(left.<Object>getValue(column), right.<Object>getValue(column));
      if (order != 0) {
        return order;
      }
    }
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
