// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.replay;

import io.tidemark.io.block.Batch;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.time.Clock;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/** A recording as an unbounded source of one partition, in batches. */
final class ReplaySource extends UnboundedSource<Batch, ReplayPosition> {
  private static final long serialVersionUID = 1;

  private final Recording recording;
  private final WatermarkPolicy policy;
  private final double speed;
  private final Clock clock;

  ReplaySource(Recording recording, WatermarkPolicy policy, double speed, Clock clock) {
    this.recording = recording;
    this.policy = policy;
    this.speed = speed;
    this.clock = clock;
  }

  @Override
  public List<ReplaySource> split(int desiredNumSplits, PipelineOptions options) {
    return List.of(this); // the order of the recording is what a replay is about
  }

  @Override
  public ReplayReader createReader(PipelineOptions options, ReplayPosition checkpoint) {
    ReplayPosition from =
        checkpoint == null
            ? new ReplayPosition(0, BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis())
            : checkpoint;
    return new ReplayReader(this, recording, policy, new Pace(speed), clock, from);
  }

  @Override
  public Coder<ReplayPosition> getCheckpointMarkCoder() {
    return ReplayPosition.coder();
  }

  @Override
  public Coder<Batch> getOutputCoder() {
    return Batch.coder();
  }
}
