// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.watch;

import io.tidemark.io.file.FileBytes;
import io.tidemark.io.file.FileRecords;
import io.tidemark.io.file.ListedFile;
import io.tidemark.io.live.Feed;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.record.InputException;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the files of a folder, one after the other, and looks for more. */
final class WatchedReader implements Feed.Reader<WatchPosition> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedReader.class);

  private static final int MOST = 4096;

  /** So many milliseconds at most after a look that found something new is the next. */
  private static final long SETTLING = 10_000;

  private final WatchedFiles feed;
  private final Clock clock;
  private final SeenFiles seen;

  /** The files to read; the first is the one that is begun, if one is. */
  private final Deque<ListedFile> batch = new ArrayDeque<>();

  private Optional<WatchPosition.Begun> begun;
  private long recordsOfBegun;
  private FileRecords records; // null while no file is open
  private long nextLook = Long.MIN_VALUE;
  private boolean failing;
  private Feed.Output out;
  private int handedOver;

  WatchedReader(WatchedFiles feed, Clock clock, WatchPosition from) {
    this.feed = feed;
    this.clock = clock;
    this.seen = new SeenFiles(from.read());
    this.begun = from.begun();
    this.recordsOfBegun = begun.map(WatchPosition.Begun::records).orElse(0L);
  }

  @Override
  public boolean poll(Feed.Output output) throws IOException {
    out = output;
    handedOver = 0;
    if (batch.isEmpty() && clock.millis() < nextLook) {
      return false;
    }
    try {
      if (batch.isEmpty()) {
        look();
      }
      while (handedOver < MOST && hasRecord()) {
        handOver(records.next());
        recordsOfBegun++;
      }
      failing = false;
    } catch (InputException e) {
      waitForNextLook(e);
    }
    return handedOver > 0;
  }

  private void handOver(DecodedRecord record) {
    out.add(feed.name(), record);
    handedOver++;
  }

  private void look() {
    long now = clock.millis();
    batch.addAll(seen.look(feed.files().look()));
    long interval = feed.interval().toMillis();
    boolean settles = seen.isUnknown() || seen.isChanging();
    nextLook = now + (settles ? Math.min(SETTLING, interval) : interval);
    begun.ifPresent(this::goOnWith);
  }

  /** Puts the file that was begun before the others, which wait if it cannot be read now. */
  private void goOnWith(WatchPosition.Begun file) {
    if (seen.isGone(file.resource())) {
      reject(
          file.resource(),
          String.format("is gone; %s records of it were read, and no more", recordsOfBegun));
      finish();
      return;
    }
    Optional<ListedFile> found =
        batch.stream().filter(listed -> listed.file().resource().equals(file.resource())).findAny();
    if (found.isEmpty()) {
      batch.clear();
      return;
    }
    batch.remove(found.get());
    batch.addFirst(found.get());
    if (!FileStamp.of(found.get()).equals(file.stamp())) {
      LOG.warn(
          "{} was changed while it was read; it is read on from record {}",
          found.get().file().name(),
          recordsOfBegun + 1);
    }
  }

  /** Whether there is another record, of the open file or of the next. */
  private boolean hasRecord() throws IOException {
    while (!batch.isEmpty()) {
      try {
        if (openedFirst().hasNext()) {
          return true;
        }
      } catch (InputException e) {
        rejectIfBroken(batch.getFirst(), e);
      }
      close();
      batch.removeFirst();
      finish();
    }
    return false;
  }

  private FileRecords openedFirst() {
    if (records == null) {
      ListedFile file = batch.getFirst();
      begun =
          Optional.of(
              new WatchPosition.Begun(file.file().resource(), FileStamp.of(file), recordsOfBegun));
      records = feed.open(file.file());
      records.skip(recordsOfBegun);
    }
    return records;
  }

  /** Nothing is left of the file that was begun. */
  private void finish() {
    begun.ifPresent(file -> seen.markRead(file.resource(), file.stamp()));
    begun = Optional.empty();
    recordsOfBegun = 0;
  }

  /** Rejects the rest of a file if it is the file that is wrong, and not the way to it. */
  private void rejectIfBroken(ListedFile file, InputException problem) {
    if (problem.getCause() instanceof IOException && !FileBytes.isZippedAndThere(file.file())) {
      throw problem;
    }
    reject(file.file().name(), problem.getMessage());
  }

  private void reject(String source, String problem) {
    String prefix = source + ": ";
    String reason = problem.startsWith(prefix) ? problem.substring(prefix.length()) : problem;
    LOG.warn("{}: {}", source, reason);
    handOver(
        DecodedRecord.rejected(
            feed.schema().valueFields().size(), RejectedRecord.of(source, reason, "")));
  }

  private void waitForNextLook(InputException problem) throws IOException {
    close();
    batch.clear();
    nextLook = clock.millis() + feed.interval().toMillis();
    if (!failing) {
      LOG.warn("{}; trying again at each look", problem.getMessage());
    }
    failing = true;
  }

  @Override
  public boolean isSilent() {
    return !isBehind() && !seen.isChanging() && !failing;
  }

  @Override
  public boolean isBehind() {
    return seen.isUnknown() || !batch.isEmpty() || begun.isPresent();
  }

  @Override
  public List<String> partitions() {
    return List.of(feed.name());
  }

  @Override
  public WatchPosition position() {
    return new WatchPosition(
        seen.read(),
        begun.map(file -> new WatchPosition.Begun(file.resource(), file.stamp(), recordsOfBegun)));
  }

  @Override
  public void close() throws IOException {
    if (records != null) {
      records.close();
      records = null;
    }
  }
}
