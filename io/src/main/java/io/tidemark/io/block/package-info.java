/**
 * Files of records straight into blocks of readings: the fast way for bounded input.
 *
 * <p>{@link io.tidemark.io.block.ReadBlocks} cuts files into ranges of lines, which are parsed in
 * parallel and in place: no line, field or key becomes a string. A parser is sure of a line or
 * leaves it to the decoders of {@code io.record} and {@code io.reading}, which say what is right.
 */
package io.tidemark.io.block;
