/** What exactness costs in one addition. */
package io.tidemark.benchmarks.sums;
