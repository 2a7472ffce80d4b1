// SPDX-License-Identifier: Apache-2.0
/** Upserts into a table of Postgres: Tidemark beside {@code COPY}. */
package io.tidemark.benchmarks.postgres;
