// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.io.option.Usage;
import io.tidemark.io.option.UsageGroup;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options that every pipeline has. */
public interface RunOptions extends PipelineOptions {
  /** Files that hold options. */
  @Usage(
      group = UsageGroup.RUN,
      order = 1,
      unit = "files",
      example = "average.properties",
      otherwise = "none")
  @Description(
      "Java properties files (UTF-8, comma separated) that hold any of these options, one"
          + " name=value per line. A later file overrides an earlier one, the command line"
          + " overrides all.")
  String getConfig();

  void setConfig(String files);

  /** The most rejected readings of a run that went well. */
  @Usage(group = UsageGroup.RUN, order = 2, unit = "count or percentage", example = "5%")
  @Description(
      "With more rejected readings than this, or than this share of those read, the run writes"
          + " everything and then exits with code 3.")
  @Default.String("100%")
  String getMaxRejected();

  void setMaxRejected(String limit);

  /** Whether a failed run shows where. */
  @Usage(group = UsageGroup.RUN, order = 3, unit = "true or false", example = "true")
  @Description("Print the stack trace of a failed run after its line.")
  @Default.Boolean(false)
  boolean isStacktrace();

  void setStacktrace(boolean stacktrace);

  /** What the checks before a run do. */
  @Usage(group = UsageGroup.RUN, order = 7, unit = "stop or warn", example = "warn")
  @Description(
      "Before a run on Flink its options are checked against what the pipeline needs there. stop:"
          + " with an error nothing runs, and the exit code is 2. warn: errors are warnings, and the"
          + " run goes on.")
  @Default.String("stop")
  String getPreflight();

  void setPreflight(String mode);

  /** Whether the run goes on where an earlier one stopped. */
  @Usage(
      group = UsageGroup.RUN,
      order = 6,
      unit = "true or false",
      example = "true",
      otherwise = "false; true with --savepointPath")
  @Description(
      "The run goes on where an earlier one stopped. Otherwise a directory with results of an"
          + " earlier stream is refused, since those of two runs would mix.")
  boolean isResume();

  void setResume(boolean resume);
}
