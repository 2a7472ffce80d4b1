// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.connector;

import io.tidemark.io.block.Readings;
import io.tidemark.io.live.ReadLive;
import io.tidemark.io.resume.SourceIdentity;
import io.tidemark.transforms.block.ReadingBlock;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;

/**
 * An input.
 *
 * @param isUnbounded whether it is a stream
 * @param isEndless whether that stream has no end
 * @param read reads it; expanding it may connect, and throw {@link
 *     io.tidemark.io.record.InputException}
 */
public record Source(
    boolean isUnbounded, boolean isEndless, PTransform<PBegin, Readings<ReadingBlock>> read) {
  /** The same, told from others of its pipeline: see {@link ReadLive#withIdentity}. */
  public Source withIdentity(SourceIdentity identity) {
    return read instanceof ReadLive<?> live
        ? new Source(isUnbounded, isEndless, live.withIdentity(identity))
        : this;
  }
}
