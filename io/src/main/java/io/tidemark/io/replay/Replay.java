// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.replay;

import com.google.auto.value.AutoValue;
import io.tidemark.io.block.Readings;
import io.tidemark.io.block.Unbatch;
import io.tidemark.io.resume.SourceIdentity;
import io.tidemark.io.resume.Submission;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.time.DurationText;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;

/**
 * Reads a recording as an unbounded stream, so that lateness settings can be tried on it.
 *
 * <pre>{@code
 * Path file = Files.createTempFile("weather", ".csv");
 * Files.writeString(
 *     file,
 *     """
 *     station,time,temp_c
 *     blue,2026-01-01T00:00:00Z,4.5
 *     blue,2026-01-01T00:00:30Z,4.75
 *     """);
 * Recording recording =
 *     FileRecording.of(
 *         InputFiles.of(file.toString()),
 *         RecordFormat.byFileName(),
 *         ReadingSchema.ofValues("temp_c").withKey("station").withTime("time"));
 *
 * Readings<ReadingBlock> readings =
 *     pipeline.apply(
 *         Replay.of(recording).withWatermark(WatermarkPolicy.maxDelay(Duration.ofSeconds(5))));
 * }</pre>
 *
 * <ul>
 *   <li>Output: unbounded, in the global window, in the order of the recording; see {@link
 *       Unbatch}. Blocks have the timestamp of their earliest reading that is not late; one without
 *       an event time has the earliest time there is.
 *   <li>Watermark: the newest event time less the policy's delay. With an idle timeout and a speed,
 *       a gap in the recording longer than the timeout lets it go on. Half a second after the last
 *       record it moves to the end of time, which closes every window. A reading may find a
 *       watermark that lags: by what has been read and not yet arrived, and by up to the delay,
 *       since the watermark is told in tenths of it.
 *   <li>One partition, so one task reads, whatever the parallelism.
 *   <li>Restart: from the position in the checkpoint; no record is lost or doubled, on Direct and
 *       on Flink with checkpoints. Without them a restart begins anew.
 *   <li>Errors: those of the recording.
 * </ul>
 */
@AutoValue
public abstract class Replay extends PTransform<PBegin, Readings<ReadingBlock>> {
  Replay() {}

  /** Reads a recording as fast as possible, with a watermark that allows for no disorder. */
  public static Replay of(Recording recording) {
    return new AutoValue_Replay(
        recording, WatermarkPolicy.maxDelay(Duration.ZERO), 0, Optional.empty());
  }

  /**
   * How far the watermark moves at most before a runner has seen it: the delay of the policy, one
   * second if that is 0. A record that is alone in moving it may move it further.
   */
  public static Duration stride(WatermarkPolicy policy) {
    return policy.maxDelay().isZero() ? Duration.ofSeconds(1) : policy.maxDelay();
  }

  abstract Recording recording();

  abstract WatermarkPolicy policy();

  abstract double speed();

  abstract Optional<SourceIdentity> identity();

  /** How the watermark follows the records; no delay and no idle timeout by default. */
  public Replay withWatermark(WatermarkPolicy policy) {
    return new AutoValue_Replay(recording(), policy, speed(), identity());
  }

  /**
   * How many times faster than it was recorded.
   *
   * @param speed more than 0; 1 is as it happened. By default as fast as possible.
   */
  public Replay withSpeed(double speed) {
    if (!(speed > 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException(
          String.format("withSpeed(%s): must be more than 0", speed));
    }
    return new AutoValue_Replay(recording(), policy(), speed, identity());
  }

  /**
   * Tells the source from others of its pipeline. A run that is resumed then reads on with the
   * delay, idle timeout and speed that it has now, where without it has those of the run that
   * began; and what it is kept of is compared. Default: nothing of this.
   */
  public Replay withIdentity(SourceIdentity source) {
    return new AutoValue_Replay(recording(), policy(), speed(), Optional.of(source));
  }

  @Override
  public Readings<ReadingBlock> expand(PBegin begin) {
    ReplaySource source = new ReplaySource(recording(), policy(), speed(), Clock.systemUTC());
    PipelineOptions options = begin.getPipeline().getOptions();
    return begin
        .apply(
            "Read",
            Read.from(
                identity()
                    .map(known -> source.submitted(Submission.of(known, options)))
                    .orElse(source)))
        .apply("Unbatch", Unbatch.create());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder
        .add(DisplayData.item("speed", speed()).withLabel("Speed, 0 for as fast as possible"))
        .add(
            DisplayData.item("maxDelay", DurationText.print(policy().maxDelay()))
                .withLabel("Bound on disorder"));
  }
}
