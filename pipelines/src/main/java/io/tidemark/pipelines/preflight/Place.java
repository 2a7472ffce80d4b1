// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

/** Where a run takes place. */
public enum Place {
  /** The Direct runner, in this process. */
  DIRECT,
  /** Flink, in this process. */
  EMBEDDED_FLINK,
  /** A Flink cluster, to which this process sends the job. */
  FLINK_CLUSTER,
  /** A Flink cluster, whose client or JobManager has loaded us. */
  FLINK_JOB;

  boolean isFlink() {
    return this != DIRECT;
  }

  /** Whether the run outlives this process, on machines that fail and are replaced. */
  boolean isOnCluster() {
    return this == FLINK_CLUSTER || this == FLINK_JOB;
  }
}
