// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.block;

import org.apache.beam.sdk.values.PCollection;

/** What a transform has to know of the runner, which is as little as possible. */
public final class Runners {
  private Runners() {}

  /** Whether it is the Direct runner, which has no checkpoints, and no state that is restored. */
  public static boolean isDirect(PCollection<?> input) {
    String runner = input.getPipeline().getOptions().getRunner().getSimpleName();
    return runner.equals("DirectRunner");
  }
}
