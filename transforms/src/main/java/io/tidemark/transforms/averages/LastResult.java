// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.summary.Summary;

/**
 * The last window of a series that had readings, by which windows after it are filled.
 *
 * @param end its end
 * @param summary its newest summary
 */
record LastResult(long end, Summary summary) {}
