// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.connector;

import io.tidemark.transforms.reading.RejectedRecord;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/**
 * One kind of address, such as {@code kafka://host:9092/topic}: what can be read from it and
 * written to it.
 *
 * <p>A connector is a package with an implementation of this, which is registered in {@code
 * META-INF/services}. No pipeline knows which connectors there are.
 */
public interface Connector {
  /** What its addresses start with, before the first colon. */
  String scheme();

  /** Whether an address is one of its own. Default: if it starts with the {@link #scheme}. */
  default boolean takes(String address) {
    return address.startsWith(scheme() + ":");
  }

  /**
   * Its own options, each with a {@link io.tidemark.io.option.Usage} for help. None has a default:
   * one that was not given is null, a switch is false.
   */
  Class<? extends PipelineOptions> options();

  /**
   * What an address stands for as an input. Nothing is connected to yet.
   *
   * @throws io.tidemark.io.record.InputException if it is no address to read from, in one line
   */
  Source source(SourceRequest request);

  /**
   * Whether what was read without checkpoints cannot be read again, and is lost with a failure.
   * Default: it can.
   */
  default boolean forgetsWhatWasRead() {
    return false;
  }

  /**
   * What an address stands for as an output: writes rows, and gives out those that the other side
   * refused for good, in a list that is empty where that cannot be. Nothing is connected to yet.
   *
   * @throws OutputException if it is no address to write to, in one line
   */
  PTransform<PCollection<Row>, PCollectionList<RejectedRecord>> sink(SinkRequest request);
}
