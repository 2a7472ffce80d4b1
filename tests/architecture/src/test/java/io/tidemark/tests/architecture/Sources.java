// SPDX-License-Identifier: Apache-2.0
package io.tidemark.tests.architecture;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source files of the product's modules. */
final class Sources {
  /** Modules whose public types are made for others to use. */
  static final List<String> LIBRARY = List.of("transforms", "io");

  static final List<String> PRODUCT = List.of("transforms", "io", "pipelines");

  private static final Pattern PUBLIC_TYPE =
      Pattern.compile("^public [a-z ]*(class|@?interface|enum|record) ", Pattern.MULTILINE);

  private Sources() {}

  /** Every Java file below {@code src/main/java} of a module, in order; at least one. */
  static List<Path> of(String module) {
    Path root = folder(module);
    try (Stream<Path> paths = Files.walk(root)) {
      List<Path> files = paths.filter(path -> path.toString().endsWith(".java")).sorted().toList();
      assertThat(root + " has sources", files, not(empty()));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of the library that declare a public type. */
  static List<Path> ofPublicTypes() {
    Predicate<String> hasPublicType = PUBLIC_TYPE.asPredicate();
    return LIBRARY.stream()
        .flatMap(module -> of(module).stream())
        .filter(file -> hasPublicType.test(read(file)))
        .toList();
  }

  /** The packages of a module, as Java names them. */
  static Collection<String> packages(String module) {
    Path root = folder(module);
    Collection<String> packages = new TreeSet<>();
    for (Path file : of(module)) {
      packages.add(root.relativize(file.getParent()).toString().replace('/', '.'));
    }
    return packages;
  }

  static Path folder(String module) {
    return Path.of(System.getProperty("tidemark.root"), module, "src", "main", "java");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
