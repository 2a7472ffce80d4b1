// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.recovery;

import io.tidemark.benchmarks.measure.OptionNamed;
import java.nio.file.Path;
import java.util.List;

/** Where a job keeps its state. */
enum Backend implements OptionNamed {
  /** As objects; a checkpoint has all of it. */
  HEAP("heap") {
    @Override
    List<String> options(Path checkpoints) {
      return List.of(
          "--stateBackend=filesystem", "--stateBackendStoragePath=" + checkpoints.toUri());
    }
  },
  /** In RocksDB, as the cluster is configured; a checkpoint has what has changed. */
  ROCKSDB("rocksdb") {
    @Override
    List<String> options(Path checkpoints) {
      return List.of();
    }
  };

  private final String optionName;

  Backend(String optionName) {
    this.optionName = optionName;
  }

  @Override
  public String optionName() {
    return optionName;
  }

  abstract List<String> options(Path checkpoints);
}
