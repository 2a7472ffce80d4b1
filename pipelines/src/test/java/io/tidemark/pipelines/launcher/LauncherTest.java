// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Command lines, from the first argument to the exit code, with a real pipeline on Direct. */
public class LauncherTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Launcher launcher = Launcher.of(new LineCount());

  @Test
  public void helpListsThePipelinesWithALineEach() {
    CommandRun run = CommandRun.of(launcher, "help");

    assertThat(run.code(), is(0));
    assertThat(run.out(), containsString("\n  linecount  Counts the lines of a file.\n"));
    assertThat(run.err(), is(""));
  }

  @Test
  public void helpIsUnderstoodWhereverItIs() {
    String help = CommandRun.of(launcher, "help", "linecount").out();

    assertThat(help, startsWith("usage: tidemark linecount [--option=value]...\n"));
    assertThat(CommandRun.of(launcher, "linecount", "--help").out(), is(help));
    assertThat(CommandRun.of(launcher, "linecount", "--input=x", "--help").out(), is(help));
    assertThat(CommandRun.of(launcher, "--help", "linecount").out(), is(help));
    assertThat(CommandRun.of(launcher, "--help").code(), is(0));
  }

  @Test
  public void noArgumentIsHelpOnStandardErrorAndExitsTwo() {
    CommandRun run = CommandRun.of(launcher);

    assertThat(run.code(), is(2));
    assertThat(run.out(), is(""));
    assertThat(run.err(), startsWith("usage: tidemark PIPELINE"));
  }

  @Test
  public void versionIsThatOfTheBuild() {
    assertThat(
        CommandRun.of(launcher, "--version").out(), matchesPattern("tidemark \\d+\\.\\d+.*\\R"));
  }

  @Test
  public void pipelineOfItsOwnNeedsNoName() throws IOException {
    Launcher only = Launcher.only(new LineCount());

    CommandRun run = CommandRun.of(only, "--input=" + file("one\n"));

    assertThat(run.err(), is(""));
    assertThat(run.out(), is("read 1 = used 1 + late 0 + missing 0 + rejected 0\n"));
    assertThat(CommandRun.of(only, "--help").out(), startsWith("usage: linecount ["));
    assertThat(CommandRun.of(only, "--version").out(), startsWith("tidemark "));
  }

  @Test
  public void goodRunPrintsTheLedgerAndExitsZero() throws IOException {
    CommandRun run = run("one\nbad\nthree\n");

    assertThat(run.err(), is(""));
    assertThat(run.out(), is("read 3 = used 2 + late 0 + missing 0 + rejected 1\n"));
    assertThat(run.code(), is(0));
  }

  @Test
  public void runWithoutALedgerIsAnError() throws IOException {
    CommandRun run = run("");

    assertThat(run.out(), is(""));
    assertThat(
        run.err(), is("tidemark: run failed: it ended without a ledger, which is our mistake\n"));
    assertThat(run.code(), is(1));
  }

  @Test
  public void whatHadEndedBeforeItWasResumedHasNoLedger() throws IOException {
    CommandRun run = run("", "--resume");

    assertThat(run.err(), is(""));
    assertThat(
        run.out(),
        is("nothing was left to do: the run had ended before, and printed its ledger then\n"));
    assertThat(run.code(), is(0));
  }

  @Test
  public void tooManyRejectedExitsThreeAfterTheLedger() throws IOException {
    CommandRun run = run("one\nbad\nthree\n", "--maxRejected=33%");

    assertThat(run.out(), is("read 3 = used 2 + late 0 + missing 0 + rejected 1\n"));
    assertThat(
        run.err(), is("tidemark: rejected 1 of 3 readings, more than --maxRejected=33% allows\n"));
    assertThat(run.code(), is(3));
  }

  @Test
  public void asManyRejectedAsAllowedExitsZero() throws IOException {
    assertThat(run("one\nbad\nthree\n", "--maxRejected=1").code(), is(0));
  }

  @Test
  public void ledgerThatDoesNotBalanceFailsTheRun() throws IOException {
    CommandRun run = run("one\nlose\n");

    assertThat(run.out(), is("read 2 != used 1 + late 0 + missing 0 + rejected 0\n"));
    assertThat(
        run.err(), is("tidemark: run failed: the ledger does not balance, which is our mistake\n"));
    assertThat(run.code(), is(1));
  }

  @Test
  public void failureThatWasMadeForTheUserIsItsMessageAlone() throws IOException {
    CommandRun run = run("one\ntwo\ncomplain\n");

    assertThat(run.err(), is("tidemark: lines.txt:3: nothing to be done\n"));
    assertThat(run.code(), is(1));
  }

  @Test
  public void otherFailureIsOneLineWithItsClass() throws IOException {
    CommandRun run = run("explode\n");

    assertThat(
        run.err(),
        is(
            "tidemark: run failed: IllegalStateException: boom and more"
                + " (--stacktrace shows where)\n"));
    assertThat(run.code(), is(1));
  }

  @Test
  public void stackTraceIsPrintedWhenAskedFor() throws IOException {
    CommandRun run = run("explode\n", "--stacktrace");

    assertThat(run.err(), startsWith("tidemark: run failed: IllegalStateException: boom and more"));
    assertThat(run.err(), containsString("LineCount$CountFn.process(LineCount.java:"));
  }

  @Test
  public void inputThatIsNotThereFailsTheRun() {
    CommandRun run = CommandRun.of(launcher, "linecount", "--input=/nowhere/lines.txt");

    assertThat(run.err(), startsWith("tidemark: run failed: "));
    assertThat(run.err(), containsString("/nowhere/lines.txt"));
    assertThat(run.err().lines().count(), is(1L));
    assertThat(run.code(), is(1));
  }

  @Test
  public void ledgerIsNotAskedForWithoutMetrics() throws IOException {
    CommandRun run = run("one\n", "--runner=flink", "--disableMetrics=true");

    assertThat(
        run.out(),
        is("the ledger is not known with --disableMetrics; --maxRejected is not checked\n"));
    assertThat(run.code(), is(0));
  }

  @Test
  public void detachedRunIsNotAskedForItsLedger() throws IOException {
    CommandRun run = run("one\n", "--runner=flink", "--attachedMode=false");

    assertThat(
        run.out(), is("submitted; the cluster has the ledger, and --maxRejected is not checked\n"));
    assertThat(run.code(), is(0));
  }

  @Test
  public void embeddedFlinkTellsTheSame() throws IOException {
    CommandRun good = run("one\nbad\nthree\n", "--runner=flink", "--maxRejected=0");
    CommandRun complaint = run("complain\n", "--runner=FlinkRunner", "--parallelism=1");
    CommandRun failure =
        CommandRun.of(launcher, "linecount", "--input=explosive", "--runner=flink");

    assertThat(good.out(), is("read 3 = used 2 + late 0 + missing 0 + rejected 1\n"));
    assertThat(good.code(), is(3));
    assertThat(complaint.err(), is("tidemark: lines.txt:3: nothing to be done\n"));
    assertThat(complaint.code(), is(1));
    assertThat(
        failure.err(),
        is(
            "tidemark: run failed: IllegalStateException: boom and more"
                + " (--stacktrace shows where)\n"));
  }

  @Test
  public void wrongCommandLinesAreOneLineAndExitTwo() {
    assertUsage("'lincount' is not a pipeline; did you mean linecount?", "lincount");
    assertUsage(
        "'--input=x' is not a pipeline: the first argument must be help, --version or one of"
            + " linecount, submit, resume",
        "--input=x");
    assertUsage("'x' is not an option: options are written --name=value", "linecount", "x");
    assertUsage("'-x' is not an option: options are written --name=value", "linecount", "-x");
    assertUsage("'--=x' is not an option: options are written --name=value", "linecount", "--=x");
    assertUsage("--inptu: unknown option; did you mean --input?", "linecount", "--inptu=x");
    assertUsage("--colour: unknown option; help lists all", "linecount", "--colour=red");
    assertUsage("--input: needs a value: --input=lines.txt", "linecount", "--input");
    assertUsage("--input: is there twice", "linecount", "--input=a", "--input=b");
    assertUsage(
        "--input is required: a text file, such as --input=lines.txt", "linecount", "--limit=1");
    assertUsage("--limit 'x': must be a number of lines", "linecount", "--input=a", "--limit=x");
    assertUsage(
        "--runner 'spark': must be DirectRunner or FlinkRunner",
        "linecount",
        "--input=a",
        "--runner=spark");
    assertUsage(
        "--stacktrace 'yes': must be true or false", "linecount", "--input=a", "--stacktrace=yes");
    assertUsage(
        "--targetParallelism '1.5': must be a whole number",
        "linecount",
        "--input=a",
        "--targetParallelism=1.5");
    assertUsage(
        "--maxRejected '101%': must be a count such as 100, or a percentage from 0% to 100%",
        "linecount", "--input=a", "--maxRejected=101%");
    assertUsage(
        "--config 'absent.properties': there is no such file",
        "linecount",
        "--config=absent.properties");
  }

  @Test
  public void optionOfBeamWithAStrangeTypeIsOneLineToo() {
    CommandRun run =
        CommandRun.of(launcher, "linecount", "--input=a", "--stableUniqueNames=sometimes");

    assertThat(run.err(), startsWith("tidemark: options: "));
    assertThat(run.err(), endsWith("\n"));
    assertThat(run.err().strip(), not(containsString("\n")));
    assertThat(run.code(), is(2));
  }

  private void assertUsage(String message, String... arguments) {
    CommandRun run = CommandRun.of(launcher, arguments);

    assertThat(run.err(), is("tidemark: " + message + System.lineSeparator()));
    assertThat(run.out(), is(""));
    assertThat(run.code(), is(2));
  }

  private CommandRun run(String lines, String... options) throws IOException {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "linecount";
    arguments[1] = "--input=" + file(lines);
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandRun.of(launcher, arguments);
  }

  private Path file(String lines) throws IOException {
    return Files.writeString(folder.newFile().toPath(), lines);
  }
}
