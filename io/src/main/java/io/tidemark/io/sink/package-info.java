// SPDX-License-Identifier: Apache-2.0
/**
 * How rows leave a pipeline: into files, onto standard output.
 *
 * <p>A pipeline gives its rows to a {@link io.tidemark.io.sink.RowSink} and does not know where
 * they go; the address that a user typed decides. Every sink takes {@link
 * org.apache.beam.sdk.values.Row rows} with a schema and writes them as {@link io.tidemark.io.row}
 * says.
 */
package io.tidemark.io.sink;
