// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.file.FileBytes;
import io.tidemark.io.file.FileRecords;
import io.tidemark.io.file.InputFile;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Cuts files into ranges of about equal length, wherever their lines end. */
final class RangeCutter {
  private final RecordFormat format;
  private final ReadingSchema schema;
  private final RangeSize sizes;

  /** A cutter into ranges of a size. */
  RangeCutter(RecordFormat format, ReadingSchema schema, RangeSize sizes) {
    this.format = format;
    this.schema = schema;
    this.sizes = sizes;
  }

  /**
   * The ranges of a file: one that is all of it, or several that are to be {@linkplain RangeCheck
   * checked}.
   *
   * @throws io.tidemark.io.record.InputException if the file cannot be opened, or its header lacks
   *     a field of the schema
   */
  List<FileRange> cut(InputFile file) {
    FileRange whole = whole(file, format, schema);
    boolean known = LineFormat.isKnown(format.forFile(file.name()), schema);
    OptionalLong size = known ? seekableSize(file) : OptionalLong.empty();
    return size.isPresent() ? cut(whole, size.getAsLong()) : List.of(whole);
  }

  /**
   * The range that is all of a file.
   *
   * @throws io.tidemark.io.record.InputException if the file cannot be opened, or its header lacks
   *     a field of the schema
   */
  static FileRange whole(InputFile file, RecordFormat format, ReadingSchema schema) {
    try (FileRecords records = FileRecords.open(file, format, schema)) {
      return FileRange.whole(file, records.preamble());
    } catch (IOException e) {
      throw FileRecords.unreadable(file, 0, e);
    }
  }

  private static OptionalLong seekableSize(InputFile file) {
    try {
      return FileBytes.seekableSize(file);
    } catch (IOException e) {
      throw FileRecords.unreadable(file, 0, e);
    }
  }

  private List<FileRange> cut(FileRange whole, long size) {
    long bytes = sizes.of(size - whole.start());
    if (size - whole.start() <= bytes) {
      return List.of(whole);
    }
    List<FileRange> ranges = new ArrayList<>();
    for (long start = whole.start(); start < size; start += bytes) {
      ranges.add(whole.at(ranges.size(), start, Math.min(start + bytes, size)));
    }
    return ranges;
  }
}
