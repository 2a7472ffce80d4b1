// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.replay;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.SetClock;
import io.tidemark.io.block.Batch;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.InputException;
import io.tidemark.io.resume.SourceIdentity;
import io.tidemark.io.resume.Submission;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

public class ReplayReaderTest {
  private static final long END = BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis();
  private static final WatermarkPolicy DELAY = WatermarkPolicy.maxDelay(Duration.ofMillis(100));

  private final SetClock clock = new SetClock();

  @Test
  public void everyRecordComesOnceInItsOrder() throws Exception {
    Times recording = Times.of(LongStream.range(0, 5_000).map(i -> i * 7 % 5_000 * 3));

    assertThat(readAll(source(recording, DELAY, 0), null), equalTo(recording.times));
  }

  @Test
  public void aReaderRestartedAnywhereGoesOnFromThere() throws Exception {
    Times recording = Times.of(LongStream.range(0, 300).map(i -> i * 13));
    ReplaySource source = source(recording, DELAY, 0);
    for (int stop = 1; stop < 100; stop += 7) {
      ReplayReader first = source.createReader(null, null);
      List<Long> times = new ArrayList<>();
      boolean more = first.start();
      for (int read = 0; read < stop; read++) {
        if (more) {
          times.addAll(timesOf(first.getCurrent()));
        }
        first.getWatermark();
        more = first.advance();
      }
      if (more) {
        times.addAll(timesOf(first.getCurrent()));
      }
      ReplayPosition position = first.getCheckpointMark();
      ReplayReader second = source.createReader(null, position);

      assertThat(second.getWatermark(), equalTo(first.getWatermark()));
      times.addAll(readAll(source, position));
      assertThat(times, equalTo(recording.times));
    }
  }

  @Test
  public void theWatermarkMovesByAStrideUntilItHasBeenAskedFor() throws Exception {
    ReplayReader reader =
        source(Times.of(LongStream.range(0, 10_000)), DELAY, 0).createReader(null, null);
    reader.start();
    long told = reader.getWatermark().getMillis();
    for (int i = 0; i < 50; i++) {
      while (reader.advance()) {
        // as much as there is
      }
      long now = reader.getWatermark().getMillis();

      assertThat(now - told, lessThanOrEqualTo(100L));
      told = now;
    }
  }

  @Test
  public void aRecordFarAheadComesAlone() throws Exception {
    ReplayReader reader =
        source(Times.of(LongStream.of(0, 1, 2, 9_000, 9_001)), DELAY, 0).createReader(null, null);
    reader.start();
    reader.getWatermark();

    assertThat(reader.advance(), equalTo(true));
    assertThat(timesOf(reader.getCurrent()), contains(1L, 2L));
    assertThat(reader.advance(), equalTo(false));
    assertThat(reader.getWatermark().getMillis(), equalTo(-98L));
    assertThat(reader.advance(), equalTo(true));
    assertThat(timesOf(reader.getCurrent()), contains(9_000L));
  }

  @Test
  public void aBatchHasTheTimeOfItsEarliestRecordThatIsNotLate() throws Exception {
    WatermarkPolicy policy = WatermarkPolicy.maxDelay(Duration.ofSeconds(1));
    ReplayReader reader =
        source(Times.of(LongStream.of(5_000, 100, 4_900, 5_010)), policy, 0)
            .createReader(null, null);
    reader.start();
    reader.getWatermark(); // 4000: the record of 100 is late

    assertThat(reader.advance(), equalTo(true));
    assertThat(timesOf(reader.getCurrent()), hasSize(3));
    assertThat(reader.getCurrentTimestamp().getMillis(), equalTo(4_900L));
  }

  @Test
  public void theEndOfTimeComesHalfASecondAfterTheLastRecord() throws Exception {
    ReplayReader reader = source(Times.of(LongStream.of(7)), DELAY, 0).createReader(null, null);
    reader.start();

    assertThat(reader.advance(), equalTo(false));
    clock.now = 499;
    assertThat(reader.getWatermark().getMillis(), equalTo(-93L));
    clock.now = 500;
    assertThat(reader.getWatermark().getMillis(), equalTo(END));
  }

  @Test
  public void anEmptyRecordingEnds() throws Exception {
    ReplayReader reader = source(Times.of(LongStream.empty()), DELAY, 0).createReader(null, null);

    assertThat(reader.start(), equalTo(false));
    clock.now = 500;
    assertThat(reader.getWatermark().getMillis(), equalTo(END));
  }

  @Test
  public void atAPaceARecordComesWhenItIsDue() throws Exception {
    ReplayReader reader =
        source(Times.of(LongStream.of(0, 50, 3_000)), DELAY, 10).createReader(null, null);

    assertThat(reader.start(), equalTo(true));
    reader.getWatermark();
    clock.now = 4;
    assertThat(reader.advance(), equalTo(false));
    clock.now = 5;
    assertThat(reader.advance(), equalTo(true));
    reader.getWatermark();
    clock.now = 299;
    assertThat(reader.advance(), equalTo(false));
    clock.now = 300;
    assertThat(reader.advance(), equalTo(true));
  }

  @Test
  public void inALongSilenceThePaceMovesTheWatermark() throws Exception {
    WatermarkPolicy policy = DELAY.withIdleTimeout(Duration.ofMillis(20));
    ReplayReader reader =
        source(Times.of(LongStream.of(0, 90_000)), policy, 10).createReader(null, null);
    reader.start();

    clock.now = 19;
    assertThat(reader.getWatermark().getMillis(), equalTo(-100L));
    clock.now = 20;
    assertThat(reader.getWatermark().getMillis(), equalTo(100L)); // 20 ms at 10x, less the delay
  }

  @Test
  public void aRecordWithoutATimeComesWithTheOneBefore() throws Exception {
    Times recording = Times.of(LongStream.of(0, Times.BROKEN, 50_000));
    ReplayReader reader = source(recording, DELAY, 1).createReader(null, null);
    reader.start();

    assertThat(timesOf(reader.getCurrent()), hasSize(1));
    assertThat(reader.advance(), equalTo(true));
    assertThat(reader.getCurrent().rejections(), hasSize(1));
    assertThat(reader.advance(), equalTo(false));
  }

  @Test
  public void theSourceAndItsPositionTravel() throws Exception {
    ReplaySource source = new ReplaySource(Times.of(LongStream.of(1)), DELAY, 2, Clock.systemUTC());

    SerializableUtils.ensureSerializable(source);
    assertThat(source.split(8, null), contains(source));
  }

  @Test
  public void aRunThatIsResumedTakesItsOwnSettings() throws Exception {
    Times times = Times.of(LongStream.of(0, 60_000));
    SourceIdentity identity = new SourceIdentity("input", "--key=a");
    ReplaySource then = source(times, WatermarkPolicy.maxDelay(Duration.ofMinutes(1)), 0);
    ReplaySource part = submitted(then, identity, PipelineOptionsFactory.create());
    PipelineOptions options = PipelineOptionsFactory.create();
    ReplaySource now = source(times, WatermarkPolicy.maxDelay(Duration.ZERO), 0);
    submitted(now, identity, options);

    ReplayReader reader = part.createReader(options, new ReplayPosition(1, -60_000));
    assertThat(reader.start(), is(true));
    assertThat(reader.getWatermark().getMillis(), is(60_000L));
  }

  @Test
  public void aRunThatIsResumedOnAnotherRecordingIsRefused() throws Exception {
    SourceIdentity identity = new SourceIdentity("table", "");
    ReplaySource then = source(Times.of(LongStream.of(0)), DELAY, 0);
    ReplaySource part = submitted(then, identity, PipelineOptionsFactory.create());
    PipelineOptions options = PipelineOptionsFactory.create();
    submitted(source(Times.of(LongStream.of(1)), DELAY, 0), identity, options);

    InputException refused =
        assertThrows(InputException.class, () -> part.createReader(options, null));
    assertThat(
        refused.getMessage(),
        is("--table: the run that is resumed reads times [0], not times [1]"));
  }

  /** The part of a source, as a runner gets it back from a savepoint. */
  private static ReplaySource submitted(
      ReplaySource source, SourceIdentity identity, PipelineOptions options) {
    ReplaySource submitted = source.submitted(Submission.of(identity, options));
    return SerializableUtils.clone(submitted.split(1, options).get(0));
  }

  private ReplaySource source(Times recording, WatermarkPolicy policy, double speed) {
    return new ReplaySource(recording, policy, speed, clock);
  }

  private static List<Long> readAll(ReplaySource source, ReplayPosition from) throws Exception {
    List<Long> times = new ArrayList<>();
    ReplayReader reader = source.createReader(null, from);
    int idle = 0;
    for (boolean more = reader.start(); idle < 2; more = reader.advance()) {
      if (more) {
        times.addAll(timesOf(reader.getCurrent()));
      }
      idle = more ? 0 : idle + 1; // twice in a row although the watermark was asked for: the end
      reader.getWatermark();
    }
    reader.close();
    return times;
  }

  private static List<Long> timesOf(Batch batch) {
    return batch.blocks().stream()
        .flatMap(block -> IntStream.range(0, block.size()).mapToObj(block::time))
        .toList();
  }

  /** A recording of records that have nothing but a time. */
  private record Times(List<Long> times) implements Recording {
    static final long BROKEN = Long.MIN_VALUE;

    static Times of(LongStream times) {
      return new Times(new ArrayList<>(times.boxed().toList()));
    }

    @Override
    public String name() {
      return "times " + times;
    }

    @Override
    public ReadingSchema schema() {
      return ReadingSchema.ofValues("value").withKey("key").withTime("time");
    }

    @Override
    public boolean isEndless() {
      return false;
    }

    @Override
    public Records open(long position) {
      Iterator<Long> rest = times.stream().skip(position).iterator();
      return new Records() {
        @Override
        public boolean hasNext() {
          return rest.hasNext();
        }

        @Override
        public DecodedRecord next() {
          long time = rest.next();
          return time == BROKEN
              ? DecodedRecord.rejected(1, RejectedRecord.of("test", "broken", "?"))
              : DecodedRecord.of("key").at(time).value(1).build();
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
    }
  }
}
