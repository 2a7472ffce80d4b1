/** Where in event time: which windows a reading belongs to. */
package io.tidemark.transforms.windowing;
