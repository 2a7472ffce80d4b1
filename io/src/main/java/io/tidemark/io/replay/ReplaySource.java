// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.replay;

import io.tidemark.io.block.Batch;
import io.tidemark.io.resume.SourceIdentity;
import io.tidemark.io.resume.Submission;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.time.Clock;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * A recording as an unbounded source of one partition, in batches. The reader of a part that has an
 * identity takes its settings from the source that was submitted.
 */
final class ReplaySource extends UnboundedSource<Batch, ReplayPosition> {
  private static final long serialVersionUID = 1;

  private final Recording recording;
  private final WatermarkPolicy policy;
  private final double speed;
  private final Clock clock;
  private final Submission submission; // null for a part
  private final SourceIdentity identity; // of a part; null without one

  ReplaySource(Recording recording, WatermarkPolicy policy, double speed, Clock clock) {
    this(recording, policy, speed, clock, null, null);
  }

  private ReplaySource(
      Recording recording,
      WatermarkPolicy policy,
      double speed,
      Clock clock,
      Submission submission,
      SourceIdentity identity) {
    this.recording = recording;
    this.policy = policy;
    this.speed = speed;
    this.clock = clock;
    this.submission = submission;
    this.identity = identity;
  }

  /** The same, for readers to go on with. */
  ReplaySource submitted(Submission as) {
    ReplaySource source = new ReplaySource(recording, policy, speed, clock, as, null);
    as.keep(source);
    return source;
  }

  private Object readResolve() {
    if (submission != null) {
      submission.keep(this);
    }
    return this;
  }

  @Override
  public List<ReplaySource> split(int desiredNumSplits, PipelineOptions options) {
    return List.of(part()); // the order of the recording is what a replay is about
  }

  private ReplaySource part() {
    return submission == null
        ? this
        : new ReplaySource(recording, policy, speed, clock, null, submission.identity());
  }

  @Override
  public ReplayReader createReader(PipelineOptions options, ReplayPosition checkpoint) {
    ReplayPosition from =
        checkpoint == null
            ? new ReplayPosition(0, BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis())
            : checkpoint;
    ReplaySource source = identity == null ? this : resumed(options);
    return new ReplayReader(
        source.part(), source.recording, source.policy, new Pace(source.speed), clock, from);
  }

  private ReplaySource resumed(PipelineOptions options) {
    ReplaySource submitted =
        Submission.find(options, identity, recording.name(), ReplaySource.class);
    submitted.submission.requireStateOf(identity);
    if (!submitted.recording.name().equals(recording.name())) {
      throw identity.other(recording.name(), submitted.recording.name());
    }
    return submitted;
  }

  @Override
  public Coder<ReplayPosition> getCheckpointMarkCoder() {
    return ReplayPosition.coder();
  }

  @Override
  public Coder<Batch> getOutputCoder() {
    return Batch.coder();
  }

  @Override
  public String toString() {
    return recording.name();
  }
}
