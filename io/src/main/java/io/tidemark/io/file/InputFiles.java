// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import com.google.auto.value.AutoValue;
import io.tidemark.io.record.Excerpt;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.RecordFormat;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * The files that an input names: a file, a glob or a directory.
 *
 * <ul>
 *   <li>A directory is all files in it whose names say their format; not those of directories in
 *       it, nor hidden ones.
 *   <li>Files are in the order of their names.
 *   <li>Any file system that Beam knows will do. On others than that of the machine an empty file
 *       is as none, since it cannot be told from a directory.
 * </ul>
 */
@AutoValue
public abstract class InputFiles implements Serializable {
  private static final long serialVersionUID = 1;

  /** The directories before the first wildcard, or before the slash at the end. */
  private static final Pattern UP_TO_GLOB =
      Pattern.compile("((?:[^*?\\[{]*/)?)(?:[^/]*[*?\\[{].*)?");

  InputFiles() {}

  /** The files of a file's name, a glob or a directory. */
  public static InputFiles of(String spec) {
    if (spec.isBlank()) {
      throw new IllegalArgumentException("of(): must name a file, a glob or a directory");
    }
    return new AutoValue_InputFiles(spec, "--input");
  }

  /** The option that errors name. Default {@code --input}. */
  public InputFiles withOptionName(String name) {
    return new AutoValue_InputFiles(spec(), name);
  }

  /** The file's name, glob or directory. */
  public abstract String spec();

  abstract String optionName();

  /**
   * The files that are there now, in the order of their names.
   *
   * @throws InputException if there is none
   */
  public List<InputFile> list() {
    return found()
        .map(metadata -> file(metadata.resourceId()))
        .sorted(Comparator.comparing(InputFile::resource))
        .toList();
  }

  /** How many bytes the files have now, all together, as they are stored. */
  public long bytes() {
    return found().mapToLong(MatchResult.Metadata::sizeBytes).sum();
  }

  /**
   * What is there now, if anything is, in no order.
   *
   * @throws InputException if that cannot be found out
   */
  public List<ListedFile> look() {
    return matching()
        .map(
            metadata ->
                new ListedFile(
                    file(metadata.resourceId()),
                    metadata.sizeBytes(),
                    metadata.lastModifiedMillis()))
        .toList();
  }

  /**
   * That its files could be there, even if none is yet: the directory that is named, or the one
   * that a glob is in.
   *
   * @throws InputException if there is no such directory
   */
  public void requirePlace() {
    Matcher fixed = UP_TO_GLOB.matcher(spec());
    String place = fixed.matches() ? withoutSlash(fixed.group(1)) : spec();
    if (!place.isEmpty() && match(place).isEmpty()) {
      throw new InputException(String.format("--input=%s: there is no %s to watch", spec(), place));
    }
  }

  private static String withoutSlash(String directory) {
    return directory.matches("/+|\\w+://[^/]*/+") ? directory : directory.replaceFirst("/+$", "");
  }

  private Stream<MatchResult.Metadata> found() {
    List<MatchResult.Metadata> files = matching().toList();
    if (files.isEmpty()) {
      throw new InputException(
          String.format(
              isDirectory()
                  ? "%s=%s: no file in it is .csv, .tsv, .jsonl, .ndjson, .avro or one of these .gz or .zst"
                  : "%s=%s: no such file",
              optionName(),
              spec()));
    }
    return files.stream();
  }

  private Stream<MatchResult.Metadata> matching() {
    List<MatchResult.Metadata> matched = match(spec());
    return spec().endsWith("/") || isDirectory(matched) ? inside(matched) : files(matched);
  }

  private boolean isDirectory() {
    return spec().endsWith("/") || isDirectory(match(spec()));
  }

  private boolean isDirectory(List<MatchResult.Metadata> found) {
    return found.size() == 1
        && (found.get(0).resourceId().isDirectory()
            || (isSpec(found.get(0)) && mayBeDirectory(found.get(0))));
  }

  private boolean isSpec(MatchResult.Metadata metadata) {
    return metadata.resourceId().toString().equals(spec());
  }

  /** That of Hadoop shows a directory as a file with nothing in it. */
  private static boolean mayBeDirectory(MatchResult.Metadata metadata) {
    return metadata.sizeBytes() == 0 && !metadata.resourceId().getScheme().equals("file");
  }

  private Stream<MatchResult.Metadata> inside(List<MatchResult.Metadata> directory) {
    String path =
        isDirectory(directory)
            ? literally(directory.get(0).resourceId().toString().replaceFirst("/*$", "/"))
            : spec();
    return files(match(path + "*"))
        .filter(file -> !fileName(file).startsWith("."))
        .filter(file -> RecordFormat.isKnownFileName(fileName(file)));
  }

  /**
   * A path as a glob that matches it alone. Beam takes a backslash for itself, not for an escape.
   */
  private static String literally(String path) {
    return path.replaceAll("[\\[*?{]", "[$0]");
  }

  private List<MatchResult.Metadata> match(String pattern) {
    try {
      MatchResult result = FileSystems.match(pattern);
      return result.status() == MatchResult.Status.NOT_FOUND ? List.of() : result.metadata();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(
          String.format("%s=%s: cannot be listed: %s", optionName(), spec(), Excerpt.reason(e)), e);
    }
  }

  private static Stream<MatchResult.Metadata> files(List<MatchResult.Metadata> found) {
    return found.stream()
        .filter(metadata -> !metadata.resourceId().isDirectory() && !mayBeDirectory(metadata));
  }

  /** A file under the working directory is called what its user calls it. */
  private InputFile file(ResourceId resource) {
    String path = resource.toString();
    String here = Path.of("").toAbsolutePath() + "/";
    boolean relative = path.startsWith(here) && !spec().startsWith(here);
    return InputFile.of(relative ? path.substring(here.length()) : path, path);
  }

  private static String fileName(MatchResult.Metadata file) {
    String resource = file.resourceId().toString();
    return resource.substring(resource.lastIndexOf('/') + 1);
  }
}
