/**
 * What is computed: exact sums, and the statistics made from them, each rounded once.
 *
 * <p>Sums of {@code x} and of {@code x * x} are kept without any rounding error, so merging is
 * associative and commutative to the last bit: order, bundling, parallelism and retries do not
 * change a result, and what was added can be removed again. A {@link
 * io.tidemark.transforms.summary.SummaryAccumulator} collects readings, a {@link
 * io.tidemark.transforms.summary.Summary} is what they amount to, and {@link
 * io.tidemark.transforms.summary.SummaryFn} is the same as a Beam {@code CombineFn}.
 *
 * <p>The method is that of R. Neal, "Fast exact summation using small and large superaccumulators",
 * 2015, <a href="https://arxiv.org/abs/1505.05571">arXiv:1505.05571</a>.
 */
package io.tidemark.transforms.summary;
