// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.record.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class InputFilesTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root;

  @Before
  public void files() throws IOException {
    root = folder.getRoot().toPath().toRealPath();
    Files.createDirectory(root.resolve("inner.csv"));
    for (String name :
        List.of("b.csv", "a.tsv.gz", "c.jsonl", "d.txt", ".hidden.csv", "inner.csv/e.csv")) {
      Files.createFile(root.resolve(name));
    }
  }

  @Test
  public void fileIsItself() {
    assertThat(names("d.txt"), contains("d.txt"));
  }

  @Test
  public void globMatchesInTheOrderOfNames() {
    assertThat(names("[bcd].*"), contains("b.csv", "c.jsonl", "d.txt"));
  }

  @Test
  public void directoryIsTheFilesInItThatSayTheirFormat() {
    assertThat(names(""), contains("a.tsv.gz", "b.csv", "c.jsonl"));
    assertThat(names("inner.csv/"), contains("inner.csv/e.csv"));
  }

  @Test
  public void directoryMayHaveTheNameOfAGlob() throws IOException {
    for (String name : List.of("data[1]", "data*", "data?", "{a,b}", "a]", "[!a]")) {
      Path directory = Files.createDirectory(root.resolve(name));
      Files.createFile(directory.resolve("e.csv"));
      assertThat(names(name), contains(name + "/e.csv"));
      assertThat(names(name + "/"), contains(name + "/e.csv"));
    }
  }

  @Test
  public void nothingThatMatchesIsAnErrorThatNamesTheOption() {
    for (String name : List.of("x.csv", "x*.csv", "x/y.csv")) {
      String spec = root + "/" + name;
      assertFails(spec, "--input=" + spec + ": no such file");
    }
  }

  @Test
  public void directoryWithoutSuchFilesIsAnError() throws IOException {
    Path empty = folder.newFolder("empty").toPath();
    assertFails(
        empty.toString(),
        "--input="
            + empty
            + ": no file in it is .csv, .tsv, .jsonl, .ndjson, .avro or one of these .gz or .zst");
  }

  @Test
  public void globThatIsNoneIsAnErrorInOneLine() {
    InputException e =
        assertThrows(InputException.class, () -> InputFiles.of(root + "/[*.csv").list());
    assertThat(e.getMessage(), startsWith("--input=" + root + "/[*.csv: cannot be listed: "));
    assertThat(e.getMessage().lines().count(), equalTo(1L));
  }

  @Test
  public void fileUnderTheWorkingDirectoryIsCalledByItsRelativeName() {
    InputFile pom = InputFiles.of("pom.xml").list().get(0);
    assertThat(pom.name(), equalTo("pom.xml"));
    assertThat(pom.resource(), equalTo(Path.of("pom.xml").toAbsolutePath().toString()));
    String absolute = Path.of("pom.xml").toAbsolutePath().toString();
    assertThat(InputFiles.of(absolute).list().get(0).name(), equalTo(absolute));
  }

  @Test
  public void blankInputIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> InputFiles.of(" "));
  }

  @Test
  public void bytesOfAFileAreThoseOfVersionOne() throws Exception {
    InputFile file = InputFile.of("a", "/b");
    CoderProperties.coderDecodeEncodeEqual(InputFile.coder(), file);
    assertThat(
        CoderUtils.encodeToByteArray(InputFile.coder(), file),
        equalTo(new byte[] {1, 1, 'a', 2, '/', 'b'}));
  }

  private List<String> names(String spec) {
    return InputFiles.of(root + "/" + spec).list().stream()
        .map(file -> root.relativize(Path.of(file.resource())).toString())
        .toList();
  }

  private static void assertFails(String spec, String message) {
    InputException e = assertThrows(InputException.class, () -> InputFiles.of(spec).list());
    assertThat(e.getMessage(), equalTo(message));
  }
}
