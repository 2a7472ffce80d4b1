/** Recordings read as if they were live: an unbounded source with a watermark and a pace. */
package io.tidemark.io.replay;
