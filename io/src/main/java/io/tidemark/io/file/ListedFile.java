// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

/**
 * A file as a look at its folder shows it.
 *
 * @param file which
 * @param size in bytes, as they are stored
 * @param modified when it was changed last, in milliseconds since 1970; 0 where nobody knows
 */
public record ListedFile(InputFile file, long size, long modified) {}
