// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

/** Something that the first argument of a command line may name beside a pipeline. */
public interface Command {
  /** The first argument: lower case. */
  String name();

  /** What comes after it, as a person reads it: {@code JOB [--savepoints=FOLDER]}. */
  String parameters();

  /** What it does, in one line. */
  String summary();

  /**
   * Does it.
   *
   * @return one of {@link ExitCode}
   * @throws UsageException for a command line that has to be mended
   * @throws io.tidemark.pipelines.flink.ClusterException if the cluster did not do it
   */
  int run(Invocation invocation);
}
