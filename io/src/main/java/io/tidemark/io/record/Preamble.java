// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.util.List;

/**
 * What a stream has before its records: a byte order mark, empty lines, a header.
 *
 * @param columns the names of the columns; none in JSON lines
 * @param bytes how many bytes are before the records
 * @param lines how many lines are before the records
 */
public record Preamble(List<String> columns, long bytes, long lines) {}
