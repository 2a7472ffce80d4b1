// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import com.google.auto.value.AutoValue;
import io.tidemark.io.connector.OutputException;
import io.tidemark.io.record.Excerpt;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/** A file or directory to write to, and the option that a user named it with. */
@AutoValue
abstract class OutputAddress implements Serializable {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");

  static OutputAddress of(String option, String address) {
    if (address.isEmpty()) {
      throw new OutputException(option, address, "must be a file name, or a directory and /");
    }
    return new AutoValue_OutputAddress(option, address, Path.of("").toAbsolutePath().toString());
  }

  abstract String option();

  abstract String address();

  /** What a path is relative to: where the run was submitted, wherever its workers are. */
  abstract String workingDirectory();

  final boolean isDirectory() {
    return address().endsWith("/");
  }

  /** The name of the file, without its directory; empty for a directory. */
  final String fileName() {
    return address().substring(address().lastIndexOf('/') + 1);
  }

  /** Where the file of this name is: in the directory, or in that of the file. */
  final String sibling(String name) {
    String directory = address().substring(0, address().lastIndexOf('/') + 1);
    return isLocal() ? localPath(directory).resolve(name).toString() : directory + name;
  }

  final OutputException problem(String problem) {
    return new OutputException(option(), address(), problem);
  }

  final OutputException problem(String problem, Throwable cause) {
    return new OutputException(option(), address(), problem, cause);
  }

  /**
   * Refuses what could never be written, before anything is read. What can go wrong later (a full
   * disk, a local directory of another machine) is found when writing.
   */
  final void requireWritable() {
    if (!isLocal()) {
      tryToWrite(sibling("." + UUID.randomUUID() + ".tmp"));
      return;
    }
    Path path = localPath(address());
    if (!isDirectory() && Files.isDirectory(path)) {
      throw problem("is a directory; end it with / to write files into it");
    }
    Path existing = isDirectory() ? path : path.getParent();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw problem(existing + " is a file; a directory is needed");
    }
    if (!Files.isWritable(existing)) {
      throw problem("directory " + existing + " is read-only");
    }
  }

  /** On another machine only writing tells: a hidden file is made, and removed. */
  private void tryToWrite(String name) {
    try {
      ResourceId file = FileSystems.matchNewResource(name, /* isDirectory= */ false);
      FileSystems.create(file, MimeTypes.TEXT).close();
      FileSystems.delete(List.of(file));
    } catch (IOException | IllegalArgumentException e) {
      throw problem("cannot be written: " + Excerpt.reason(e), e);
    }
  }

  /**
   * Refuses a directory with files of an earlier unbounded run, whose results a new one would mix
   * with its own.
   */
  final void requireNoPanes() {
    try {
      (isLocal() ? localNames() : remoteNames())
          .stream()
              .filter(FileNames::isPane)
              .min(Comparator.naturalOrder())
              .ifPresent(
                  name -> {
                    throw problem(
                        "has results of an earlier run: remove "
                            + name
                            + " and the others, or take another directory");
                  });
    } catch (IOException e) {
      throw problem("cannot be listed: " + Excerpt.reason(e), e);
    }
  }

  private List<String> localNames() throws IOException {
    Path directory = localPath(address());
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private List<String> remoteNames() throws IOException {
    return FileSystems.match(address() + "*", EmptyMatchTreatment.ALLOW).metadata().stream()
        .map(file -> file.resourceId().getFilename())
        .toList();
  }

  private boolean isLocal() {
    return address().startsWith("file:") || !SCHEME.matcher(address()).matches();
  }

  private Path localPath(String address) {
    return Path.of(workingDirectory()).resolve(address.replaceFirst("^file:(//)?", ""));
  }
}
