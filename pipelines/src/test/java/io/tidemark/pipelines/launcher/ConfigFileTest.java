// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Config files. */
public class ConfigFileTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void namesMayHaveTheirDashes() throws IOException {
    String file = file("# a comment\nkey=station\n--value = temp_c\n\n");

    assertThat(
        ConfigFile.read(file),
        contains(Setting.inFile(file, "key", "station"), Setting.inFile(file, "value", "temp_c")));
  }

  @Test
  public void textIsUtf8WithOrWithoutByteOrderMark() throws IOException {
    String file = file("\uFEFFkey=Stra\u00dfe\n");

    assertThat(ConfigFile.read(file), contains(Setting.inFile(file, "key", "Stra\u00dfe")));
  }

  @Test
  public void blanksAroundAValueDoNotMatter() throws IOException {
    String file = file("key=  station \t\n");

    assertThat(ConfigFile.read(file), contains(Setting.inFile(file, "key", "station")));
  }

  @Test
  public void bothOfTwoEntriesAreSeen() throws IOException {
    String file = file("key=a\nkey=b\n");

    assertThat(
        ConfigFile.read(file),
        contains(Setting.inFile(file, "key", "a"), Setting.inFile(file, "key", "b")));
  }

  @Test
  public void fileThatCannotBeReadIsNamed() throws IOException {
    Path latin = Files.write(folder.newFile().toPath(), new byte[] {'k', '=', (byte) 0xe4});
    String escape = file("key=\\u00g1\n");
    String directory = folder.newFolder().toString();

    assertRefused("/nowhere/a.properties", "there is no such file");
    assertRefused(latin.toString(), "is not UTF-8 text");
    assertRefused(escape, "Malformed \\uxxxx encoding.");
    assertRefused(directory, "cannot be read as a file");
  }

  private static void assertRefused(String file, String problem) {
    UsageException refused = assertThrows(UsageException.class, () -> ConfigFile.read(file));
    assertThat(refused.getMessage(), is("--config '" + file + "': " + problem));
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.newFile().toPath(), text, StandardCharsets.UTF_8).toString();
  }
}
