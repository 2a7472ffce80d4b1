// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.connector;

import io.tidemark.io.row.RowFormat;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Where a user wants rows to go.
 *
 * @param address what was typed
 * @param option the option that named it, for errors: {@code --output}
 * @param format how rows are written, if somebody said
 * @param key the columns that tell rows apart: a later row with the same ones replaces the earlier;
 *     empty where all rows stay
 * @param revision the column that counts the revisions of a key; empty without one
 * @param options where the connector finds its own
 */
public record SinkRequest(
    String address,
    String option,
    Optional<RowFormat> format,
    List<String> key,
    Optional<String> revision,
    PipelineOptions options) {
  /** An error of this output: {@code --output=address: problem}. */
  public OutputException problem(String problem) {
    return new OutputException(option, address, problem);
  }
}
