/**
 * Records to readings: which fields are the key, the values and the event time, and what they mean.
 *
 * <p>A {@link io.tidemark.io.reading.ReadingSchema} names the fields. A {@link
 * io.tidemark.io.reading.ReadingDecoder} turns one record of any source into a {@link
 * io.tidemark.io.reading.DecodedRecord}, which says what became of each of its readings, and {@link
 * io.tidemark.io.reading.Readings} parts them: good ones, rejected records and the ledger.
 */
package io.tidemark.io.reading;
