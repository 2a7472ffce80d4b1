// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts the checked ranges of a file in their order. */
final class RangeSequence {
  private RangeSequence() {}

  /**
   * The ranges to read, each with the lines before it. From the first on in which a record may be
   * more than a line all is one range: where its records end only reading tells.
   */
  static List<FileRange> of(Iterable<CheckedRange> checked) {
    List<CheckedRange> sorted = new ArrayList<>();
    checked.forEach(sorted::add);
    sorted.sort(Comparator.comparingInt(each -> each.range().index()));
    List<FileRange> ranges = new ArrayList<>();
    long lines = sorted.isEmpty() ? 0 : sorted.get(0).range().linesBefore();
    for (CheckedRange each : sorted) {
      FileRange range = each.range().after(lines);
      if (!each.recordsAreLines()) {
        ranges.add(range.at(range.index(), range.start(), FileRange.TO_THE_END));
        return ranges;
      }
      ranges.add(range);
      lines += each.lines();
    }
    return ranges;
  }
}
