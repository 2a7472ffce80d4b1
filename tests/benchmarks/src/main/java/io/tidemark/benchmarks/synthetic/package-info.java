/** Readings made up as they are read, the same for whoever reads them. */
package io.tidemark.benchmarks.synthetic;
