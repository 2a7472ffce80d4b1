// SPDX-License-Identifier: Apache-2.0
/** What a killed TaskManager costs, and what checkpoints cost, by the number of series. */
package io.tidemark.benchmarks.recovery;
