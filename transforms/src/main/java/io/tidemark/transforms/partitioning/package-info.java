/**
 * Which part of a whole a key belongs to: a shard by hash or by range, a cell of the map by place.
 *
 * <p>{@link io.tidemark.transforms.partitioning.Partitioning} sends keys to shards, {@link
 * io.tidemark.transforms.partitioning.Skew} says how evenly that went, and {@link
 * io.tidemark.transforms.partitioning.Geohash} names places.
 */
package io.tidemark.transforms.partitioning;
