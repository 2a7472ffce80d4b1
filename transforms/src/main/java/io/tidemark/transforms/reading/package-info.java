/**
 * What a stream is made of: a reading of a series, and the record that could not become one.
 *
 * <p>A {@link io.tidemark.transforms.reading.Series} names what is measured, a {@link
 * io.tidemark.transforms.reading.Reading} is one value of it at one event time, and a {@link
 * io.tidemark.transforms.reading.RejectedRecord} keeps what could not be read, with its reason.
 */
package io.tidemark.transforms.reading;
