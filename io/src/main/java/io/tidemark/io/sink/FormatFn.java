// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import io.tidemark.io.row.RowFormat;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;

/**
 * Makes globally windowed rows parts of files, by group and shard.
 *
 * <p>The rows of a bundle leave as blocks, since what follows costs by the element.
 */
final class FormatFn extends DoFn<Row, KV<KV<String, Integer>, byte[]>> {
  private static final int BLOCK_BYTES = 1 << 16;

  private final Schema schema;
  private final RowFormat format;
  private final SerializableFunction<Row, String> groups;
  private final int shards;

  private transient Map<KV<String, Integer>, Block> blocks;

  FormatFn(Schema schema, RowFormat format, SerializableFunction<Row, String> groups, int shards) {
    this.schema = schema;
    this.format = format;
    this.groups = groups;
    this.shards = shards;
  }

  @StartBundle
  public void startBundle() {
    blocks = new HashMap<>();
  }

  @ProcessElement
  public void process(@Element Row row, OutputReceiver<KV<KV<String, Integer>, byte[]>> out) {
    byte[] record = format.record(row);
    KV<String, Integer> key = KV.of(FileNames.safe(groups.apply(row)), shard(record));
    Block block = blocks.computeIfAbsent(key, unused -> new Block());
    block.add(record);
    if (block.records.size() >= BLOCK_BYTES) {
      blocks.remove(key);
      out.output(KV.of(key, bytes(block)));
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    blocks.forEach(
        (key, block) ->
            context.output(
                KV.of(key, bytes(block)),
                GlobalWindow.INSTANCE.maxTimestamp(),
                GlobalWindow.INSTANCE));
    blocks = null;
  }

  private byte[] bytes(Block block) {
    return format.block(schema, block.count, block.records.toByteArray());
  }

  /** The shard is a function of the record alone, so that a retry puts it where it was. */
  private int shard(byte[] record) {
    CRC32C hash = new CRC32C();
    hash.update(record);
    return (int) (hash.getValue() % shards);
  }

  /** Records on their way into one file. */
  private static final class Block {
    private final ByteArrayOutputStream records = new ByteArrayOutputStream();
    private long count;

    void add(byte[] record) {
      records.writeBytes(record);
      count++;
    }
  }
}
