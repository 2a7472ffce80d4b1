// SPDX-License-Identifier: Apache-2.0
/**
 * Rows as text: how a column is written, how a whole row is, and in which order rows stand.
 *
 * <p>Plain Java without input or output, so that each sink (a file, a topic, a terminal) writes the
 * same row in the same way. Columns are STRING, INT64, DOUBLE or DATETIME, each of which may be
 * null.
 */
package io.tidemark.io.row;
