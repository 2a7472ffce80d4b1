/**
 * Readings in columns: blocks of some thousand, the keys they are shuffled by, and the index of
 * their series.
 *
 * <p>What Beam does for each element it does once for a block. A block belongs to no key; {@link
 * io.tidemark.transforms.block.Shards} says which readings of it go together.
 */
package io.tidemark.transforms.block;
