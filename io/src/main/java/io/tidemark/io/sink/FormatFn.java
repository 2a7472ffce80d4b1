// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import io.tidemark.io.row.RowFormat;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;

/** Makes a row a line of UTF-8 with its line end, keyed by its group and shard. */
final class FormatFn extends DoFn<Row, KV<KV<String, Integer>, byte[]>> {
  private final RowFormat format;
  private final SerializableFunction<Row, String> groups;
  private final int shards;

  FormatFn(RowFormat format, SerializableFunction<Row, String> groups, int shards) {
    this.format = format;
    this.groups = groups;
    this.shards = shards;
  }

  @ProcessElement
  public void process(@Element Row row, OutputReceiver<KV<KV<String, Integer>, byte[]>> out) {
    byte[] line = (format.format(row) + "\n").getBytes(StandardCharsets.UTF_8);
    out.output(KV.of(KV.of(FileNames.safe(groups.apply(row)), shard(line)), line));
  }

  /** The shard is a function of the line alone, so that a retry puts it where it was. */
  private int shard(byte[] line) {
    CRC32C hash = new CRC32C();
    hash.update(line);
    return (int) (hash.getValue() % shards);
  }
}
