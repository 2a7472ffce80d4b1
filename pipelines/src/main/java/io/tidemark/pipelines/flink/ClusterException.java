// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.flink;

/** What a cluster did not do, in one line. */
public final class ClusterException extends RuntimeException {
  ClusterException(String message) {
    super(message);
  }

  ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
