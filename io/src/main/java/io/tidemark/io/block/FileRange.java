// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import com.google.auto.value.AutoValue;
import io.tidemark.io.file.InputFile;
import io.tidemark.io.record.Preamble;
import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;

/** A range of the bytes of a file, unzipped. */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields") // Always of List.copyOf; Guava is no dependency.
abstract class FileRange {
  /** The end of the file, wherever it is. */
  static final long TO_THE_END = Long.MAX_VALUE;

  abstract InputFile file();

  /** Its place among the ranges of the file, from 0. */
  abstract int index();

  abstract List<String> columns();

  abstract long start();

  abstract long end();

  /** How many lines of the file are before it; of the first only, until they have been counted. */
  abstract long linesBefore();

  /** All of a file but what is before its records. */
  static FileRange whole(InputFile file, Preamble preamble) {
    return of(file, 0, preamble.columns(), preamble.bytes(), TO_THE_END, preamble.lines());
  }

  private static FileRange of(
      InputFile file, int index, List<String> columns, long start, long end, long linesBefore) {
    return new AutoValue_FileRange(file, index, List.copyOf(columns), start, end, linesBefore);
  }

  /** The same but for its place. */
  FileRange at(int index, long start, long end) {
    return of(file(), index, columns(), start, end, linesBefore());
  }

  /** The same after so many lines of the file. */
  FileRange after(long lines) {
    return of(file(), index(), columns(), start(), end(), lines);
  }

  /** What is before it, as far as it matters for reading it. */
  Preamble preamble() {
    return new Preamble(columns(), start(), linesBefore());
  }

  /** Version, file, index, columns, start, length, lines before. */
  static Coder<FileRange> coder() {
    return FileRangeCoder.INSTANCE;
  }

  private static final class FileRangeCoder extends VersionedCoder<FileRange> {
    private static final FileRangeCoder INSTANCE = new FileRangeCoder();

    private FileRangeCoder() {
      super(1);
    }

    @Override
    protected void write(FileRange range, DataOutputStream out) throws IOException {
      InputFile.coder().encode(range.file(), out);
      Varints.write(range.index(), out);
      Varints.write(range.columns().size(), out);
      for (String column : range.columns()) {
        Texts.write(column, out);
      }
      Varints.write(range.start(), out);
      Varints.write(range.end(), out);
      Varints.write(range.linesBefore(), out);
    }

    @Override
    protected FileRange read(DataInputStream in, int version) throws IOException {
      InputFile file = InputFile.coder().decode(in);
      int index = Math.toIntExact(Varints.read(in));
      List<String> columns = new ArrayList<>();
      for (long left = Varints.read(in); left > 0; left--) {
        columns.add(Texts.read(in));
      }
      return of(file, index, columns, Varints.read(in), Varints.read(in), Varints.read(in));
    }
  }
}
