// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class EmbeddedFlinkTest {
  private static final String APPLICATION_LOADER =
      "jdk.internal.loader.ClassLoaders$AppClassLoader";
  private static final String JOB_LOADER = "org.apache.flink.util.ChildFirstClassLoader";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void localMasterAndDefaultMasterAreEmbedded() {
    assertThat(EmbeddedFlink.isEmbedded("[local]", APPLICATION_LOADER), is(true));
    assertThat(EmbeddedFlink.isEmbedded("[auto]", APPLICATION_LOADER), is(true));
    assertThat(EmbeddedFlink.isEmbedded("", APPLICATION_LOADER), is(true));
  }

  @Test
  public void jobThatFlinkLoadedIsNotEmbedded() {
    assertThat(EmbeddedFlink.isEmbedded("[auto]", JOB_LOADER), is(false));
    assertThat(EmbeddedFlink.isEmbedded("", JOB_LOADER), is(false));
  }

  @Test
  public void clusterTakesTheArgumentsAsTheyAre() {
    assertThat(EmbeddedFlink.configuration("127.0.0.1:8081", ""), equalTo(Optional.empty()));
  }

  @Test
  public void withoutAFolderOneIsMadeOnTheLoopbackWithAPlaceForCheckpoints() throws IOException {
    Path made = EmbeddedFlink.configuration("[local]", "").orElseThrow();

    assertThat(
        Files.readString(made.resolve("config.yaml")),
        equalTo(
            "jobmanager.bind-host: localhost\n"
                + "rest.bind-address: localhost\n"
                + "state.checkpoints.dir: "
                + made.resolve("checkpoints").toUri()
                + "\n"
                + entry(made)));
    assertThat(Files.isDirectory(made.resolve("checkpoints")), is(true));
  }

  @Test
  public void settingsOfTheUsersFolderAreKept() throws IOException {
    Path own = folderWith("config.yaml", "parallelism:\n  default: 3");

    Path made = EmbeddedFlink.configuration("[local]", own.toString()).orElseThrow();

    String settings = Files.readString(made.resolve("config.yaml"));
    assertThat(settings, equalTo("parallelism:\n  default: 3\n" + entry(made)));
  }

  @Test
  public void olderFileNameWinsAsInFlink() throws IOException {
    Path own = folderWith("config.yaml", "parallelism.default: 1\n");
    Files.writeString(own.resolve("flink-conf.yaml"), "parallelism.default: 2\n");

    Path made = EmbeddedFlink.configuration("[local]", own.toString()).orElseThrow();

    String settings = Files.readString(made.resolve("flink-conf.yaml"));
    assertThat(settings, startsWith("parallelism.default: 2\n"));
    assertThat(settings, endsWith(entry(made)));
  }

  @Test
  public void usersFolderWithAClassPathStands() throws IOException {
    for (String settings :
        new String[] {"pipeline.classpaths: file:/a/", "pipeline:\n  classpaths: file:/a/"}) {
      Path own = folderWith("config.yaml", settings);

      assertThat(EmbeddedFlink.configuration("[local]", own.toString()), is(Optional.empty()));
    }
  }

  @Test
  public void folderThatIsNotThereIsLeftToFlinkToRefuse() {
    String absent = temporary.getRoot().toPath().resolve("absent").toString();

    assertThat(EmbeddedFlink.configuration("[local]", absent), is(Optional.empty()));
  }

  @Test
  public void unreadableSettingsNameTheOption() throws IOException {
    Path own = temporary.newFolder().toPath();
    Files.createDirectory(own.resolve("config.yaml"));

    UsageException thrown =
        assertThrows(
            UsageException.class, () -> EmbeddedFlink.configuration("[local]", own.toString()));

    assertThat(thrown.getMessage(), startsWith("--flinkConfDir: "));
  }

  private Path folderWith(String file, String settings) throws IOException {
    Path folder = temporary.newFolder().toPath();
    Files.writeString(folder.resolve(file), settings);
    return folder;
  }

  private static String entry(Path folder) {
    return "pipeline.classpaths: " + folder.toUri() + "\n";
  }
}
