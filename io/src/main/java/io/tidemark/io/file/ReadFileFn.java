// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/** Reads a file from its start to its end. */
final class ReadFileFn extends DoFn<InputFile, DecodedRecord> {
  private final RecordFormat format;
  private final ReadingSchema schema;

  ReadFileFn(RecordFormat format, ReadingSchema schema) {
    this.format = format;
    this.schema = schema;
  }

  @ProcessElement
  public void read(@Element InputFile file, OutputReceiver<DecodedRecord> out) throws IOException {
    try (FileRecords records = FileRecords.open(file, format, schema)) {
      while (records.hasNext()) {
        DecodedRecord record = records.next();
        out.outputWithTimestamp(record, timestamp(record));
      }
    }
  }

  private static Instant timestamp(DecodedRecord record) {
    return record.time().isPresent()
        ? Instant.ofEpochMilli(record.time().getAsLong())
        : BoundedWindow.TIMESTAMP_MIN_VALUE;
  }
}
