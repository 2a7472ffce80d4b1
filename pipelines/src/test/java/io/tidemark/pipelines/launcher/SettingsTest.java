// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Layers of options. */
public class SettingsTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void commandLineOverridesConfigAndConfigOverridesRunnerDefaults() throws IOException {
    String file = file("input=file\nlimit=2\nenforceEncodability=true\n");

    Settings settings = read("--config=" + file, "--limit=3");

    assertThat(settings.text("limit"), is(Optional.of("3")));
    assertThat(settings.text("input"), is(Optional.of("file")));
    assertThat(settings.text("enforceEncodability"), is(Optional.of("true")));
    assertThat(settings.text("enforceImmutability"), is(Optional.of("false")));
  }

  @Test
  public void laterConfigFileOverridesEarlierOne() throws IOException {
    String first = file("input=first\nlimit=1\n");
    String second = file("limit=2\n");

    Settings settings = read("--config=" + first + "," + second);

    assertThat(settings.text("input"), is(Optional.of("first")));
    assertThat(settings.text("limit"), is(Optional.of("2")));
  }

  @Test
  public void defaultsAreThoseOfTheRunner() {
    assertThat(read().text("runner"), is(Optional.of("DirectRunner")));
    assertThat(read().text("objectReuse"), is(Optional.empty()));
    assertThat(read("--runner=flink").text("objectReuse"), is(Optional.of("true")));
    assertThat(read("--runner=flink").text("enforceImmutability"), is(Optional.empty()));
    assertThat(read("--runner=flink").text("checkpointingInterval"), is(Optional.empty()));
    assertThat(
        read("--runner=flink", "--flinkMaster=host:8081").text("checkpointingInterval"),
        is(Optional.of("10000")));
  }

  @Test
  public void embeddedFlinkHasAConfigurationOfItsOwn() {
    assertThat(read("--runner=flink").text("flinkConfDir").isPresent(), is(true));
    assertThat(
        read("--runner=flink", "--flinkMaster=host:8081").text("flinkConfDir").isPresent(),
        is(false));
    assertThat(read().text("flinkConfDir").isPresent(), is(false));
  }

  @Test
  public void runnerMayBeInAConfigFile() throws IOException {
    Settings settings = read("--config=" + file("runner=Flink\n"));

    assertThat(settings.text("runner"), is(Optional.of("FlinkRunner")));
  }

  @Test
  public void errorsInAConfigFileNameIt() throws IOException {
    assertRefusedIn(file("limt=1\n"), "--limt: unknown option; did you mean --limit?");
    assertRefusedIn(file("limit=1\n--limit=2\n"), "--limit: is there twice");
    assertRefusedIn(file("stacktrace=maybe\n"), "--stacktrace 'maybe': must be true or false");
    assertRefusedIn(file("config=b.properties\n"), "--config: a config file cannot name another");
    assertRefusedIn(
        file("runner=spark\n"), "--runner 'spark': must be DirectRunner or FlinkRunner");
  }

  @Test
  public void errorFoundLaterIsLocatedToo() throws IOException {
    String file = file("limit=1\n");
    UsageException error = UsageException.of("limit", "1", "is too little");

    assertThat(
        read("--config=" + file).located(error).getMessage(),
        is(file + ": --limit '1': is too little"));
    assertThat(read("--limit=1").located(error).getMessage(), is("--limit '1': is too little"));
  }

  @Test
  public void optionWithAListMayBeThereTwice() {
    Settings settings = read("--filesToStage=a.jar", "--filesToStage=b.jar");

    assertThat(
        settings
            .as(LineCount.Options.class, "test")
            .as(org.apache.beam.sdk.options.FileStagingOptions.class)
            .getFilesToStage(),
        is(List.of("a.jar", "b.jar")));
  }

  private static void assertRefusedIn(String file, String problem) {
    UsageException refused = assertThrows(UsageException.class, () -> read("--config=" + file));
    assertThat(refused.getMessage(), is(file + ": " + problem));
  }

  private static Settings read(String... arguments) {
    return Settings.read(List.of(arguments), LineCount.Options.class);
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.newFile().toPath(), text).toString();
  }
}
