// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import io.tidemark.io.row.RowFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;

/**
 * Makes globally windowed rows lines of UTF-8, with their line ends, by group and shard.
 *
 * <p>The lines of a bundle leave as blocks, since what follows costs by the element.
 */
final class FormatFn extends DoFn<Row, KV<KV<String, Integer>, byte[]>> {
  private static final int BLOCK_BYTES = 1 << 16;

  private final RowFormat format;
  private final SerializableFunction<Row, String> groups;
  private final int shards;

  private transient Map<KV<String, Integer>, ByteArrayOutputStream> blocks;

  FormatFn(RowFormat format, SerializableFunction<Row, String> groups, int shards) {
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
    byte[] line = (format.format(row) + "\n").getBytes(StandardCharsets.UTF_8);
    KV<String, Integer> key = KV.of(FileNames.safe(groups.apply(row)), shard(line));
    ByteArrayOutputStream block =
        blocks.computeIfAbsent(key, unused -> new ByteArrayOutputStream());
    block.writeBytes(line);
    if (block.size() >= BLOCK_BYTES) {
      blocks.remove(key);
      out.output(KV.of(key, block.toByteArray()));
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    blocks.forEach(
        (key, block) ->
            context.output(
                KV.of(key, block.toByteArray()),
                GlobalWindow.INSTANCE.maxTimestamp(),
                GlobalWindow.INSTANCE));
    blocks = null;
  }

  /** The shard is a function of the line alone, so that a retry puts it where it was. */
  private int shard(byte[] line) {
    CRC32C hash = new CRC32C();
    hash.update(line);
    return (int) (hash.getValue() % shards);
  }
}
