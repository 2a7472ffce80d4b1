// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import io.tidemark.transforms.block.ReadingBlock;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;

/**
 * Any unbounded source of single readings, as a source of blocks of them.
 *
 * <p>A runner pays per element that a source gives; Flink's updates Beam's metrics for each, which
 * costs several times what is then done with a reading. Here it pays per block.
 *
 * <p>{@code Read.from(GatheredSource.of(rows, keyCoder))} gives what {@link
 * io.tidemark.transforms.averages.Averages.PerKey#overBlocks} takes.
 *
 * <ul>
 *   <li>A block has what was there without waiting, up to 4096 readings of one reader, in its
 *       order. Its timestamp is that of the earliest one that was not behind the watermark.
 *   <li>Watermark, splits, checkpoint marks and what they guarantee are those of the source; a mark
 *       is taken between blocks. The watermark goes on from where it was at a mark, also where that
 *       of the source begins anew.
 *   <li>Elements that tell how they are to be deduplicated are not supported.
 * </ul>
 *
 * @param <K> the keys
 * @param <M> the checkpoint marks of the source
 */
public final class GatheredSource<K, M extends CheckpointMark>
    extends UnboundedSource<ReadingBlock, GatheredMark<M>> {
  private static final long serialVersionUID = 1;
  private static final long NO_WATERMARK = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();

  private final UnboundedSource<KV<K, Double>, M> rows;
  private final Coder<K> keyCoder;

  private GatheredSource(UnboundedSource<KV<K, Double>, M> rows, Coder<K> keyCoder) {
    this.rows = rows;
    this.keyCoder = keyCoder;
  }

  /**
   * The readings of a source in blocks; the time of a reading is its element's timestamp.
   *
   * @param keyCoder writes the keys into the blocks; it must be deterministic
   * @throws IllegalArgumentException if the source wants its elements deduplicated
   */
  public static <K, M extends CheckpointMark> GatheredSource<K, M> of(
      UnboundedSource<KV<K, Double>, M> rows, Coder<K> keyCoder) {
    if (rows.requiresDeduping()) {
      throw new IllegalArgumentException(
          String.format("GatheredSource.of(%s): elements of a block cannot be deduplicated", rows));
    }
    return new GatheredSource<>(rows, keyCoder);
  }

  @Override
  public List<GatheredSource<K, M>> split(int desiredNumSplits, PipelineOptions options)
      throws Exception {
    return rows.split(desiredNumSplits, options).stream()
        .map(part -> new GatheredSource<K, M>(withMarks(part), keyCoder))
        .toList();
  }

  @SuppressWarnings("unchecked") // the parts of a source have its marks
  private UnboundedSource<KV<K, Double>, M> withMarks(
      UnboundedSource<KV<K, Double>, ? extends CheckpointMark> part) {
    return (UnboundedSource<KV<K, Double>, M>) part;
  }

  @Override
  public GatheredReader<K, M> createReader(PipelineOptions options, GatheredMark<M> mark)
      throws IOException {
    return mark == null
        ? new GatheredReader<>(this, rows.createReader(options, null), keyCoder, NO_WATERMARK)
        : new GatheredReader<>(
            this, rows.createReader(options, mark.rows()), keyCoder, mark.watermark());
  }

  @Override
  public Coder<GatheredMark<M>> getCheckpointMarkCoder() {
    return GatheredMark.coder(rows.getCheckpointMarkCoder());
  }

  @Override
  public Coder<ReadingBlock> getOutputCoder() {
    return ReadingBlock.coder();
  }
}
