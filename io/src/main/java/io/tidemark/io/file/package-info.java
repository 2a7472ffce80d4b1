/**
 * Files of records as a bounded source.
 *
 * <p>{@link io.tidemark.io.file.InputFiles} finds them, {@link io.tidemark.io.file.FileRecords}
 * decodes one from its start to its end, and {@link io.tidemark.io.file.ReadFiles} does so in a
 * pipeline.
 */
package io.tidemark.io.file;
