// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.util.List;
import org.apache.beam.sdk.options.ExperimentalOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;
import org.apache.beam.sdk.options.StreamingOptions;

/**
 * The options of Beam itself that have an effect in {@code tidemark.jar}: not those of workers in
 * containers, which neither of its runners has.
 *
 * <p>The jar has it in place of Beam's own registrars. Beam checks each interface of options
 * against all others as it starts, which takes a tenth of a short run.
 */
public final class BeamOptionsRegistrar implements PipelineOptionsRegistrar {
  @Override
  public Iterable<Class<? extends PipelineOptions>> getPipelineOptions() {
    return List.of(PipelineOptions.class, StreamingOptions.class, ExperimentalOptions.class);
  }
}
