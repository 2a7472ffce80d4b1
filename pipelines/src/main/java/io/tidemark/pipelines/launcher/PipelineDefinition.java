// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.io.option.Usage;
import org.apache.beam.sdk.Pipeline;

/**
 * A pipeline as the command line sees it.
 *
 * @param <O> its options, each with a {@link Usage}
 * @param <C> its typed config, made of the options once
 */
public interface PipelineDefinition<O extends RunOptions, C> {
  /** The first argument of the command line: lower case. */
  String name();

  /** What it does, in one line. */
  String summary();

  /** The options of a complete command line, for help. */
  String example();

  /** The options it takes. */
  Class<O> options();

  /** Whether its inputs and outputs may be addresses of connectors, whose options it then has. */
  default boolean usesConnectors() {
    return false;
  }

  /**
   * Makes a typed config of the options.
   *
   * @throws UsageException for a missing option, a wrong value or an impossible combination
   */
  C configure(O options);

  /** Whether the input is read as a stream; its end, if any, is not known beforehand. */
  boolean isStreaming(C config);

  /** Whether that stream has no end. */
  boolean isEndless(C config);

  /**
   * Whether input that was read without checkpoints is lost with a failure, to any later run too.
   */
  default boolean isForgotten(C config) {
    return false;
  }

  /** Applies the transforms, {@link PublishLedgerFn} among them. */
  void build(Pipeline pipeline, C config);
}
