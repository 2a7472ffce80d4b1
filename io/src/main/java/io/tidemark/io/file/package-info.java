/**
 * Files of records as a bounded source.
 *
 * <p>{@link io.tidemark.io.file.InputFiles} finds them, {@link io.tidemark.io.file.FileRecords}
 * decodes one from its start to its end. {@link io.tidemark.io.file.MendedRecords} are those in
 * rejected rows that come back, written as their {@link io.tidemark.io.file.Originals} were.
 */
package io.tidemark.io.file;
