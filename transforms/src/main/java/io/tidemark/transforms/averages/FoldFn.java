// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.Folding;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.ReadingFold;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.joda.time.Duration;

/** Folds the blocks of a bundle, before anything is shuffled. */
final class FoldFn<T> extends DoFn<ReadingBlock, T> {
  private final ReadingFold<T> fold;
  private transient Folding<T> folding;

  FoldFn(ReadingFold<T> fold) {
    this.fold = fold;
  }

  @StartBundle
  public void startBundle() {
    folding = fold.start();
  }

  @ProcessElement
  public void fold(@Element ReadingBlock block, OutputReceiver<T> out) {
    int[] seriesOf = new int[block.seriesCount()];
    for (int i = 0; i < seriesOf.length; i++) {
      seriesOf[i] = folding.seriesOf(block, i);
    }
    for (int i = 0; i < block.size(); i++) {
      folding.add(seriesOf[block.series(i)], block.time(i), block.value(i));
      if (folding.isFull()) {
        folding.emit(out::outputWithTimestamp);
      }
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    folding.emit((element, timestamp) -> context.output(element, timestamp, GlobalWindow.INSTANCE));
    folding = null;
  }

  /** What comes of readings may have a timestamp before theirs. */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to say it
  public Duration getAllowedTimestampSkew() {
    return Results.ANY_TIMESTAMP;
  }
}
