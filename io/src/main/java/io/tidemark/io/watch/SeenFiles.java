// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.watch;

import io.tidemark.io.file.ListedFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which files of a folder are whole and not read yet, look by look. */
final class SeenFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SeenFiles.class);

  private static final Comparator<ListedFile> ORDER =
      Comparator.comparingLong(ListedFile::modified)
          .thenComparing(listed -> listed.file().resource());

  private final SortedMap<String, FileStamp> read;
  private SortedMap<String, FileStamp> copyOfRead;
  private Map<String, FileStamp> before = Map.of();
  private Map<String, FileStamp> last = Map.of();
  private int looks;
  private boolean changing;

  /** Goes on after files that were read. */
  SeenFiles(SortedMap<String, FileStamp> read) {
    this.read = new TreeMap<>(read);
  }

  /**
   * Takes what a look found.
   *
   * <p>A look that finds nothing at all forgets nothing: a folder that is away for a while would
   * otherwise be read again.
   *
   * @return the files that are to be read: they are as they were at the look before, and not empty
   */
  List<ListedFile> look(List<ListedFile> found) {
    before = last;
    last = new HashMap<>();
    found.forEach(file -> last.put(file.file().resource(), FileStamp.of(file)));
    looks++;
    if (!found.isEmpty() && read.keySet().retainAll(last.keySet())) {
      copyOfRead = null;
    }
    changing = false;
    List<ListedFile> ready = new ArrayList<>();
    for (ListedFile file : found) {
      if (isToBeRead(file)) {
        ready.add(file);
      }
    }
    ready.sort(ORDER);
    return ready;
  }

  private boolean isToBeRead(ListedFile file) {
    FileStamp stamp = FileStamp.of(file);
    FileStamp readAs = read.get(file.file().resource());
    if (readAs != null) {
      if (!readAs.equals(stamp)) {
        LOG.warn(
            "{} was changed after it was read; it is not read again, also not what is new in it",
            file.file().name());
        markRead(file.file().resource(), stamp);
      }
      return false;
    }
    if (file.size() == 0) {
      return false; // on HDFS that may be one that is being written
    }
    boolean whole = stamp.equals(before.get(file.file().resource()));
    changing |= !whole;
    return whole;
  }

  /** A file was read as it was then. */
  void markRead(String resource, FileStamp stamp) {
    read.put(resource, stamp);
    copyOfRead = null;
  }

  /** Whether what is there cannot be known: it takes two looks. */
  boolean isUnknown() {
    return looks < 2;
  }

  /** Whether a file was not as it was at the look before. */
  boolean isChanging() {
    return changing;
  }

  /** Whether a file was at neither of the last two looks. */
  boolean isGone(String resource) {
    return !isUnknown() && !last.containsKey(resource) && !before.containsKey(resource);
  }

  /** The files that were read. */
  SortedMap<String, FileStamp> read() {
    if (copyOfRead == null) {
      copyOfRead = Collections.unmodifiableSortedMap(new TreeMap<>(read));
    }
    return copyOfRead;
  }
}
