// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.replay;

import com.google.auto.value.AutoValue;
import io.tidemark.io.file.FileRecords;
import io.tidemark.io.file.InputFile;
import io.tidemark.io.file.InputFiles;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Files as a recording: the records of each in their order, one file after the other by name.
 *
 * <ul>
 *   <li>The files are listed where the recording is opened.
 *   <li>Errors: {@link io.tidemark.io.record.InputException}, as of {@link InputFiles} and {@link
 *       FileRecords}.
 * </ul>
 */
@AutoValue
public abstract class FileRecording implements Recording {
  private static final long serialVersionUID = 1;

  FileRecording() {}

  /** The records of files, in one format. */
  public static FileRecording of(InputFiles files, RecordFormat format, ReadingSchema schema) {
    return new AutoValue_FileRecording(files, format, schema);
  }

  abstract InputFiles files();

  abstract RecordFormat format();

  /** The files as they were typed. */
  @Override
  public String name() {
    return files().spec();
  }

  @Override
  public abstract ReadingSchema schema();

  @Override
  public boolean isEndless() {
    return false;
  }

  @Override
  public Records open(long position) {
    FilesInTurn records = new FilesInTurn(files().list().iterator());
    records.skip(position);
    return records;
  }

  private final class FilesInTurn implements Records {
    private final Iterator<InputFile> files;
    private FileRecords open;

    private FilesInTurn(Iterator<InputFile> files) {
      this.files = files;
    }

    @Override
    public boolean hasNext() {
      while (open == null || !open.hasNext()) {
        if (!files.hasNext()) {
          return false;
        }
        openNext();
      }
      return true;
    }

    private void skip(long count) {
      for (long left = count; left > 0 && hasNext(); ) {
        left -= open.skip(left);
      }
    }

    private void openNext() {
      try {
        close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      open = FileRecords.open(files.next(), format(), schema());
    }

    @Override
    public DecodedRecord next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no file has more records");
      }
      return open.next();
    }

    @Override
    public void close() throws IOException {
      if (open != null) {
        open.close();
      }
    }
  }
}
