/**
 * Sliding averages by several engines, of the same readings, on the same embedded Flink.
 *
 * <p>{@code SlidingComparison} starts a process for each run; {@code SlidingRun} is what runs in
 * it; {@code Variant} lists what there is to compare.
 */
package io.tidemark.benchmarks.sliding;
