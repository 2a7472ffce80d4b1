// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.watch;

import io.tidemark.io.file.FileRecords;
import io.tidemark.io.file.InputFile;
import io.tidemark.io.file.InputFiles;
import io.tidemark.io.file.ListedFile;
import io.tidemark.io.live.Feed;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.RecordFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/**
 * A folder as a stream: what is in it, and then each file that comes, once.
 *
 * <ul>
 *   <li>A file is taken when it has been of the same size and time at two looks in a row, of which
 *       the second is ten seconds later at most. One that takes longer between two writes should be
 *       written elsewhere and moved in.
 *   <li>Files that are found at the same look are read by their time, then their name. Until the
 *       last of them has been read the watermark stays where it is, so that none of them makes
 *       another late. Then it follows the newest reading; what comes at a later look has to be
 *       within the policy's delay of it, or is late.
 *   <li>One partition, one reader: the files of a reader beside it would be unknown to it, and one
 *       without files would hold the watermark.
 *   <li>Position: the names of the files that were read, as long as they are there, and the records
 *       that were read of one. After a restart from a checkpoint no record is lost or doubled.
 *   <li>A file that is changed after it was read is not read again; the log warns.
 *   <li>A file that is broken as a whole, such as one without the header that is needed, or whose
 *       gzip stream ends too soon, is a rejected record, and so is the rest of one that is gone
 *       before it was read to its end. One that cannot be read is tried again at each look, and
 *       those after it wait.
 *   <li>An empty file is none until there is something in it.
 * </ul>
 */
final class WatchedFiles implements Feed<WatchPosition> {
  private static final long serialVersionUID = 1;

  /** So many files are opened at the start, to find one that can be read. */
  private static final int PROBES = 5;

  private final InputFiles files;
  private final RecordFormat format;
  private final ReadingSchema schema;
  private final Duration interval;
  private final Clock clock;

  WatchedFiles(
      InputFiles files, RecordFormat format, ReadingSchema schema, Duration interval, Clock clock) {
    this.files = files;
    this.format = format;
    this.schema = schema;
    this.interval = interval;
    this.clock = clock;
  }

  /** That the folder is there, and that of some files in it, if there are any, one can be read. */
  @Override
  public void check() {
    files.requirePlace();
    Optional<InputException> problem = Optional.empty();
    for (ListedFile listed : newest()) {
      try {
        open(listed.file()).close();
        return;
      } catch (InputException e) {
        problem = problem.or(() -> Optional.of(e));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (problem.isPresent()) {
      throw problem.get();
    }
  }

  private List<ListedFile> newest() {
    return files.look().stream()
        .filter(listed -> listed.size() > 0)
        .sorted(Comparator.comparingLong(ListedFile::modified).reversed())
        .limit(PROBES)
        .toList();
  }

  FileRecords open(InputFile file) {
    return FileRecords.open(file, format, schema);
  }

  InputFiles files() {
    return files;
  }

  ReadingSchema schema() {
    return schema;
  }

  Duration interval() {
    return interval;
  }

  @Override
  public List<WatchedFiles> split(int desired) {
    return List.of(this);
  }

  @Override
  public WatchedFiles resume(Feed<WatchPosition> part) {
    WatchedFiles before = (WatchedFiles) part;
    if (!before.files.spec().equals(files.spec())) {
      throw new Other(before.name(), name());
    }
    return this;
  }

  @Override
  public Reader<WatchPosition> open(Optional<WatchPosition> from) {
    return new WatchedReader(this, clock, from.orElse(WatchPosition.START));
  }

  @Override
  public Coder<WatchPosition> positionCoder() {
    return WatchPosition.coder();
  }

  @Override
  public String name() {
    return files.spec();
  }
}
