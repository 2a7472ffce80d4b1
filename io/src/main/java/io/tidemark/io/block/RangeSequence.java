// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.transforms.ledger.Ledger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * The checked ranges of a file in their order.
 *
 * @param toRead the ranges that are left to read, each with the lines before it; from the first on
 *     in which a record may be more than a line all is one range: where its records end only
 *     reading tells
 * @param lastRead the index of the last range of which lines were rightly read before; empty if all
 *     were
 * @param ledger what became of the readings in them
 */
record RangeSequence(List<FileRange> toRead, OptionalInt lastRead, Ledger ledger) {
  /** Puts checked ranges in their order, whatever theirs is. */
  static RangeSequence of(Iterable<CheckedRange> checked) {
    List<CheckedRange> sorted = new ArrayList<>();
    checked.forEach(sorted::add);
    sorted.sort(Comparator.comparingInt(each -> each.range().index()));
    List<FileRange> toRead = new ArrayList<>();
    Ledger ledger = Ledger.EMPTY;
    long lines = sorted.isEmpty() ? 0 : sorted.get(0).range().linesBefore();
    for (CheckedRange each : sorted) {
      FileRange range = each.range();
      ledger = ledger.plus(each.ledger());
      long end = each.recordsAreLines() ? range.end() : FileRange.TO_THE_END;
      if (each.readTo() < end) {
        toRead.add(range.at(range.index(), each.readTo(), end).after(lines + each.linesRead()));
      }
      if (!each.recordsAreLines()) {
        return new RangeSequence(toRead, OptionalInt.of(range.index()), ledger);
      }
      lines += each.lines();
    }
    return new RangeSequence(toRead, OptionalInt.empty(), ledger);
  }
}
