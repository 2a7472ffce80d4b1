// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import com.google.auto.value.AutoValue;
import io.tidemark.io.connector.OutputException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file or directory to write to, and the option that a user named it with. */
@AutoValue
abstract class OutputAddress implements Serializable {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");

  static OutputAddress of(String option, String address) {
    if (address.isEmpty()) {
      throw new OutputException(option, address, "must be a file name, or a directory and /");
    }
    return new AutoValue_OutputAddress(option, address);
  }

  abstract String option();

  abstract String address();

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
   * disk, a directory on another machine) is found when writing.
   */
  final void requireWritable() {
    if (!isLocal()) {
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

  /**
   * Refuses a directory with files of an earlier unbounded run, whose results a new one would mix
   * with its own.
   */
  final void requireNoPanes() {
    Path directory = localPath(address());
    if (!isLocal() || !Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      files
          .map(file -> file.getFileName().toString())
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
      throw problem("cannot be listed: " + e.getMessage(), e);
    }
  }

  private boolean isLocal() {
    return address().startsWith("file:") || !SCHEME.matcher(address()).matches();
  }

  private static Path localPath(String address) {
    return Path.of(address.replaceFirst("^file:(//)?", "")).toAbsolutePath();
  }
}
