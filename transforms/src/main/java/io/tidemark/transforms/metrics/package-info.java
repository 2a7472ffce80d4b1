/** Metrics that tell how a run is, the same on every runner; see the page on metrics. */
package io.tidemark.transforms.metrics;
