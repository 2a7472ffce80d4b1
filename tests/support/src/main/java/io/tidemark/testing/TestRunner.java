// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The runners that give the same results, each with the checks it has. */
public enum TestRunner {
  /** With its checks that elements are not mutated and can be encoded. */
  DIRECT("--runner=DirectRunner", "--enforceImmutability=true", "--enforceEncodability=true"),
  /** Embedded Flink, streaming; bundles of one element, or the panes of a test stream melt. */
  FLINK_TEST_STREAM(
      "--runner=TestFlinkRunner", "--streaming=true", "--maxBundleSize=1", "--parallelism=1"),
  /** Embedded Flink, batch, one task. */
  FLINK_BATCH_1("--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=1"),
  /** Embedded Flink, batch, four tasks. */
  FLINK_BATCH_4("--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=4"),
  /** Embedded Flink, streaming, one task. */
  FLINK_STREAMING_1(
      "--runner=FlinkRunner", "--flinkMaster=[local]", "--streaming=true", "--parallelism=1"),
  /** Embedded Flink, streaming, four tasks. */
  FLINK_STREAMING_4(
      "--runner=FlinkRunner", "--flinkMaster=[local]", "--streaming=true", "--parallelism=4");

  private final String arguments;

  TestRunner(String... arguments) {
    this.arguments = String.join(" ", arguments);
  }

  /** The runner's arguments, as on a command line. */
  public List<String> arguments() {
    return List.of(arguments.split(" ", -1));
  }

  /** Pipeline options for the runner, and more where a test wants them. */
  public PipelineOptions options(String... more) {
    List<String> all = new ArrayList<>(arguments());
    all.addAll(Arrays.asList(more));
    return PipelineOptionsFactory.fromArgs(all.toArray(new String[0])).create();
  }

  /** Whether a test stream may advance processing time. */
  public boolean advancesProcessingTime() {
    return this == DIRECT;
  }
}
