// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.summary.Summary;

/** For a table whose windows cannot have ended yet. */
enum NoResults implements ShardTable.Output {
  INSTANCE;

  @Override
  public void emit(
      byte[] key, long start, long end, Timing timing, long revision, Summary summary) {
    throw new IllegalStateException("a result at " + end + " while readings are added");
  }
}
