/**
 * Means of the readings in a file, by several engines.
 *
 * <p>{@code FilesComparison} starts a process for each run; {@code FileRun} is what runs in it,
 * unless it is Tidemark's own jar; {@code FileVariant} lists what there is to compare.
 */
package io.tidemark.benchmarks.files;
