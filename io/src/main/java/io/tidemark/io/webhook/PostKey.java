// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.webhook;

import io.tidemark.io.row.RowFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.values.Row;

/** What tells rows apart: their key columns, and where there are none all they hold. */
final class PostKey extends SimpleFunction<Row, String> {
  private final ArrayList<String> columns;
  private final String revision; // null without one

  PostKey(List<String> columns, Optional<String> revision) {
    this.columns = new ArrayList<>(columns);
    this.revision = revision.orElse(null);
  }

  /** Of the rows that have to be in order. */
  @Override
  public String apply(Row row) {
    return columns.isEmpty() ? digest(row) : text(row, columns);
  }

  /** Of this row alone. */
  String ofRevision(Row row) {
    if (columns.isEmpty() || revision == null) {
      return digest(row);
    }
    return apply(row) + "/" + row.getValue(revision);
  }

  /** Which of two rows of one key is the earlier; as they came where no column says so. */
  int compareRevisions(Row one, Row other) {
    return revision == null ? 0 : Long.compare(revisionOf(one), revisionOf(other));
  }

  private long revisionOf(Row row) {
    Number number = row.getValue(revision);
    return number == null ? 0 : number.longValue();
  }

  private static String text(Row row, List<String> columns) {
    return columns.stream()
        .map(column -> String.valueOf(row.<Object>getValue(column)))
        .collect(Collectors.joining("/"));
  }

  private static String digest(Row row) {
    byte[] json = RowFormat.JSON_LINES.format(row).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(json).toString();
  }
}
