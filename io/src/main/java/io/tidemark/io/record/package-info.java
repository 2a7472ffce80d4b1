/**
 * Bytes to records of named fields: CSV, TSV and JSON lines.
 *
 * <p>A {@link io.tidemark.io.record.RecordFormat} says how records are written. Its {@link
 * io.tidemark.io.record.RecordDecoder} turns the bytes of one record into the text of the fields
 * asked for; every source shares it, whether the bytes are a line of a file or a message. {@link
 * io.tidemark.io.record.Records} finds the records in a stream of bytes.
 */
package io.tidemark.io.record;
