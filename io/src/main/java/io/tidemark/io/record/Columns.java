// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.util.List;

/** The columns of a delimited file, by name. */
final class Columns {
  private final List<String> names;

  Columns(List<String> names) {
    this.names = names;
  }

  int count() {
    return names.size();
  }

  /**
   * Where the fields are, from 0.
   *
   * @throws InputException if one is in no column, or in several
   */
  int[] indexesOf(List<String> fields) {
    return fields.stream().mapToInt(this::indexOf).toArray();
  }

  private int indexOf(String field) {
    int index = names.indexOf(field);
    if (index < 0) {
      throw new InputException(
          String.format("no column '%s'; it has %s", field, Excerpt.of(String.join(",", names))));
    }
    if (index != names.lastIndexOf(field)) {
      throw new InputException(
          String.format(
              "column '%s' is there twice; it has %s", field, Excerpt.of(String.join(",", names))));
    }
    return index;
  }
}
