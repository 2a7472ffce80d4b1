/** How to measure, whatever it is: options, processes, medians, tables, and the machine. */
package io.tidemark.benchmarks.measure;
