/** Durations as a person types them. */
package io.tidemark.transforms.time;
