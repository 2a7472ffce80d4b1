// SPDX-License-Identifier: Apache-2.0
package io.tidemark.tests.architecture;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** What must be written down, wherever it is. */
public final class JavadocTest {
  /** A Javadoc comment, then annotations, then a public type that starts at the margin. */
  private static final Pattern DOCUMENTED =
      Pattern.compile(
          "\\*/\\s+(@[^\\n]*\\n)*public [a-z ]*(class|@?interface|enum|record) ",
          Pattern.MULTILINE);

  @Test
  public void everyPackageSaysWhatItIsFor() {
    List<String> silent = new ArrayList<>();
    for (String module : Sources.PRODUCT) {
      for (String name : Sources.packages(module)) {
        Path info =
            Sources.folder(module).resolve(name.replace('.', '/')).resolve("package-info.java");
        if (!Files.exists(info) || !Sources.read(info).contains("/**")) {
          silent.add(module + ": " + name);
        }
      }
    }
    assertThat("packages without a package-info.java", silent, empty());
  }

  @Test
  public void everyPublicTypeOfTheLibraryHasJavadoc() {
    List<Path> silent = new ArrayList<>();
    for (Path file : Sources.ofPublicTypes()) {
      Matcher documented = DOCUMENTED.matcher(Sources.read(file));
      if (!documented.find()) {
        silent.add(file);
      }
    }
    assertThat("public types without Javadoc", silent, empty());
  }
}
