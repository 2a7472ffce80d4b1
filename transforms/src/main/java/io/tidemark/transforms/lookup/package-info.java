/**
 * A keyed table that one stream maintains and another one asks, both by event time.
 *
 * <p>{@link io.tidemark.transforms.lookup.Lookup} takes {@linkplain
 * io.tidemark.transforms.lookup.Update updates} and {@linkplain
 * io.tidemark.transforms.lookup.Request requests} and gives {@linkplain
 * io.tidemark.transforms.lookup.Answer answers}. What is in force when is decided by {@code
 * Versions}, and who is too late by {@code Rules}, both without Beam.
 */
package io.tidemark.transforms.lookup;
