// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Command lines of runs that should not start, or should start with a warning. */
public class ClearanceTest {
  private static final String LEDGER = "read 1 = used 1 + late 0 + missing 0 + rejected 0\n";
  private static final String UNSAFE =
      "--fasterCopy 'true': is unsafe with state that is changed in place; --objectReuse=true is as"
          + " fast";
  private static final String SLOW =
      "--objectReuse 'false': every element is encoded and decoded at each step, which is several"
          + " times slower; set --objectReuse=true";
  private static final String NO_JAR =
      "--filesToStage: is required with --flinkMaster: the job jar,"
          + " --filesToStage=tidemark-flink.jar";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void errorsStopTheRunAndAreAllPrinted() throws IOException {
    CommandRun run = run("--runner=flink", "--fasterCopy", "--objectReuse=false");

    assertThat(run.err(), is("tidemark: " + UNSAFE + "\n" + "tidemark: warning: " + SLOW + "\n"));
    assertThat(run.out(), is(""));
    assertThat(run.code(), is(2));
  }

  @Test
  public void warningsAreForThoseWhoKnowBetter() throws IOException {
    CommandRun run = run("--runner=flink", "--fasterCopy", "--preflight=warn");

    assertThat(run.err(), is("tidemark: warning: " + UNSAFE + "\n"));
    assertThat(run.out(), is(LEDGER));
    assertThat(run.code(), is(0));
  }

  @Test
  public void warningDoesNotStopTheRun() throws IOException {
    CommandRun run = run("--runner=flink", "--objectReuse=false");

    assertThat(run.err(), is("tidemark: warning: " + SLOW + "\n"));
    assertThat(run.out(), is(LEDGER));
    assertThat(run.code(), is(0));
  }

  @Test
  public void configFileWithTheErrorIsNamed() throws IOException {
    Path config = Files.writeString(folder.newFile().toPath(), "fasterCopy=true\n");

    CommandRun run = run("--runner=flink", "--config=" + config);

    assertThat(run.err(), is("tidemark: " + config + ": " + UNSAFE + "\n"));
  }

  @Test
  public void optionsOfFlinkDoNotMatterOnDirect() throws IOException {
    CommandRun run = run("--fasterCopy");

    assertThat(run.err(), is(""));
    assertThat(run.code(), is(0));
  }

  @Test
  public void streamWithoutEndIsCheckedAsOne() {
    CommandRun run =
        CommandRun.of(
            Launcher.of(new LineCount()),
            "linecount",
            "--input=endless",
            "--runner=flink",
            "--flinkMaster=127.0.0.1:1",
            "--checkpointingInterval=-1");

    assertThat(
        run.err().lines().toList().subList(0, 2),
        is(
            List.of(
                "tidemark: --checkpointingInterval '-1': a stream without end on a cluster needs"
                    + " checkpoints, or it ends for good with its first failure; set"
                    + " --checkpointingInterval=10000 (milliseconds)",
                "tidemark: " + NO_JAR)));
    assertThat(run.code(), is(2));
  }

  @Test
  public void listIsCheckedAsAWhole() throws IOException {
    Path jar = folder.newFile("a.jar").toPath();

    CommandRun run =
        run(
            "--runner=flink",
            "--flinkMaster=127.0.0.1:1",
            "--filesToStage=" + jar,
            "--filesToStage=" + jar + ".gone");

    assertThat(
        run.err(),
        startsWith(
            String.format(
                "tidemark: --filesToStage '%s,%s.gone': there is no such file\n", jar, jar)));
  }

  @Test
  public void modeIsStopOrWarn() throws IOException {
    assertThat(
        run("--preflight=off").err(), is("tidemark: --preflight 'off': must be stop or warn\n"));
  }

  private CommandRun run(String... options) throws IOException {
    Path input = Files.writeString(folder.newFile().toPath(), "one\n");
    String[] arguments = new String[options.length + 2];
    arguments[0] = "linecount";
    arguments[1] = "--input=" + input;
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandRun.of(Launcher.of(new LineCount()), arguments);
  }
}
