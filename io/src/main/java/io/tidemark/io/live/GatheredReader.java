// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import io.tidemark.transforms.block.ReadingBlock;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** Reads rows and gives out blocks of them. */
final class GatheredReader<K, M extends CheckpointMark> extends UnboundedReader<ReadingBlock> {
  private static final int BLOCK = 4096;

  /** So many keys are remembered from block to block. */
  private static final int MOST_KEYS = 1 << 18;

  private final GatheredSource<K, M> source;
  private final UnboundedReader<KV<K, Double>> rows;
  private final Coder<K> keyCoder;
  private ReadingBlock.Builder builder = new ReadingBlock.Builder(BLOCK);
  private Map<K, Integer> known = new HashMap<>();
  private ReadingBlock block;
  private Instant blockTime;
  private long watermark;

  /**
   * A reader that goes on.
   *
   * @param watermark what the runner has been told before
   */
  GatheredReader(
      GatheredSource<K, M> source,
      UnboundedReader<KV<K, Double>> rows,
      Coder<K> keyCoder,
      long watermark) {
    this.watermark = watermark;
    this.source = source;
    this.rows = rows;
    this.keyCoder = keyCoder;
  }

  @Override
  public boolean start() throws IOException {
    return gather(rows.start());
  }

  @Override
  public boolean advance() throws IOException {
    return gather(rows.advance());
  }

  private boolean gather(boolean found) throws IOException {
    if (!found) {
      return false;
    }
    if (known.size() > MOST_KEYS) {
      known = new HashMap<>();
      builder = new ReadingBlock.Builder(BLOCK);
    }
    long before = getWatermark().getMillis();
    long earliest = Long.MAX_VALUE;
    boolean more = true;
    while (more) {
      long time = rows.getCurrentTimestamp().getMillis();
      KV<K, Double> row = rows.getCurrent();
      builder.add(seriesOf(row.getKey()), time, row.getValue());
      earliest = time < before ? earliest : Math.min(earliest, time);
      more = !builder.isFull() && rows.advance();
    }
    block = builder.build();
    blockTime = Instant.ofEpochMilli(earliest == Long.MAX_VALUE ? before : earliest);
    return true;
  }

  private int seriesOf(K key) throws IOException {
    Integer series = known.get(key);
    if (series == null) {
      series = builder.seriesOf(CoderUtils.encodeToByteArray(keyCoder, key));
      known.put(key, series);
    }
    return series;
  }

  @Override
  public ReadingBlock getCurrent() {
    if (block == null) {
      throw new NoSuchElementException("nothing has been read");
    }
    return block;
  }

  @Override
  public Instant getCurrentTimestamp() {
    if (block == null) {
      throw new NoSuchElementException("nothing has been read");
    }
    return blockTime;
  }

  @Override
  public Instant getWatermark() {
    watermark = Math.max(watermark, rows.getWatermark().getMillis());
    return Instant.ofEpochMilli(watermark);
  }

  @Override
  @SuppressWarnings("unchecked") // the readers of a source have its marks
  public GatheredMark<M> getCheckpointMark() {
    return new GatheredMark<>((M) rows.getCheckpointMark(), watermark);
  }

  @Override
  public UnboundedSource<ReadingBlock, ?> getCurrentSource() {
    return source;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
