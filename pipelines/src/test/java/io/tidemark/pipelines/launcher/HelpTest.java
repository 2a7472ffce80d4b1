// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.List;
import org.junit.Test;

/** The text of help. */
public class HelpTest {
  @Test
  public void overviewHasALineForEachPipeline() {
    assertThat(
        Help.overview(List.of(new LineCount()), List.of(Submit.submit(name -> new LineCount()))),
        is(
            """
            usage: tidemark PIPELINE [--option=value]...

            Pipelines:
              linecount  Counts the lines of a file.

            On a Flink cluster:
              submit     runs a pipeline on a Flink cluster

            tidemark help NAME explains one of them; tidemark --version.

            Exit codes: 0 done; 1 the run failed; 2 the command line is wrong; 3 too many
            rejected readings (--maxRejected); 130 interrupted.
            """));
  }

  @Test
  public void optionsAreGroupedByTheQuestionTheyAnswer() {
    assertThat(
        Help.of(new LineCount(), "tidemark "),
        is(
            """
            usage: tidemark linecount [--option=value]...

            Counts the lines of a file.

            Example:
              tidemark linecount --input=lines.txt

            Input
              --input=<file>
                  The file whose lines are counted.
                  Default: none, it is required.
                  Example: --input=lines.txt

            What is computed?
              --limit=<lines>
                  How many lines there may be at most.
                  Default: 1000.
                  Example: --limit=10

            Run
              --config=<files>
                  Java properties files (UTF-8, comma separated) that hold any of these
                  options, one name=value per line. A later file overrides an earlier one,
                  the command line overrides all.
                  Default: none.
                  Example: --config=average.properties
              --maxRejected=<count or percentage>
                  With more rejected readings than this, or than this share of those read,
                  the run writes everything and then exits with code 3.
                  Default: 100%.
                  Example: --maxRejected=5%
              --stacktrace=<true or false>
                  Print the stack trace of a failed run after its line.
                  Default: false.
                  Example: --stacktrace=true
              --resume=<true or false>
                  The run goes on where an earlier one stopped. Otherwise a directory with
                  results of an earlier stream is refused, since those of two runs would
                  mix.
                  Default: false; true with --savepointPath.
                  Example: --resume=true
              --preflight=<stop or warn>
                  Before a run on Flink its options are checked against what the pipeline
                  needs there. stop: with an error nothing runs, and the exit code is 2.
                  warn: errors are warnings, and the run goes on.
                  Default: stop.
                  Example: --preflight=warn
              --runner=<direct or flink>
                  What runs the pipeline; all options of Beam and of the runner may be given
                  too, such as --parallelism=4 for Flink or --targetParallelism=4 for the
                  Direct runner.
                  Default: direct.
                  Example: --runner=flink

            Exit codes: 0 done; 1 the run failed; 2 the command line is wrong; 3 too many
            rejected readings (--maxRejected); 130 interrupted.
            """));
  }

  @Test
  public void explanationsFitATerminal() {
    Help.of(new LineCount(), "tidemark ")
        .lines()
        .forEach(line -> assertThat(line, line.length(), lessThanOrEqualTo(80)));
  }
}
