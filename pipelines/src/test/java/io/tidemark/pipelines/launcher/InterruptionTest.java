// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.Assume.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Ctrl-C on a process of its own, in the middle of an endless run. */
public class InterruptionTest {
  private static final int SIGINT_BIT = 2;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void directRunSaysHowFarItWas() throws Exception {
    String err = interruptedRun("--runner=direct");

    assertThat(err, matchesPattern("tidemark: interrupted; so far read [1-9][0-9,]*\\R"));
  }

  @Test
  public void embeddedFlinkEndsQuietly() throws Exception {
    String err = interruptedRun("--runner=flink");

    // Before the first bundle has ended nothing is counted.
    assertThat(
        err, matchesPattern("(?s).*tidemark: interrupted(; so far read [1-9][0-9,]*)?\\R.*"));
    assertThat(err, not(containsString("failed")));
    assertThat(err, not(containsString("\tat ")));
  }

  /** Runs without end, interrupts once the run has read something; standard error of it. */
  private String interruptedRun(String... options) throws Exception {
    assumeFalse("SIGINT is ignored here, and children inherit that", isSigintIgnored());
    Path err = folder.newFile().toPath();
    Process process = new ProcessBuilder(command(options)).redirectError(err.toFile()).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat("what the run prints first", out.readLine(), is("line 7 is read"));
      assertThat(signal(process.pid()), is(0));
      assertThat("ended in time", process.waitFor(2, TimeUnit.MINUTES), is(true));
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue(), is(ExitCode.INTERRUPTED));
    return Files.readString(err);
  }

  private static List<String> command(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LineCount.class.getName(),
                "--input=endless"));
    command.addAll(List.of(options));
    return command;
  }

  private static int signal(long pid) throws IOException, InterruptedException {
    return new ProcessBuilder("kill", "-INT", Long.toString(pid)).inheritIO().start().waitFor();
  }

  private static boolean isSigintIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    String mask = Files.readString(status).replaceFirst("(?s).*SigIgn:\\s*([0-9a-f]+).*", "$1");
    return (Long.parseUnsignedLong(mask, 16) & SIGINT_BIT) != 0;
  }
}
