/** Tidemark side by side with what else does the same work; how to run it is in the README. */
package io.tidemark.benchmarks;
