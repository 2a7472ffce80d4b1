/** Streams of messages as sources: batches, a watermark for each partition, checkpoints. */
package io.tidemark.io.live;
