// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.SetClock;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.resume.SourceIdentity;
import io.tidemark.io.resume.Submission;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Before;
import org.junit.Test;

/** Readers of parts that came out of a savepoint. */
public class ResumedSourceTest {
  private static final SourceIdentity IDENTITY = new SourceIdentity("input", "--key=a");

  private final SetClock clock = new SetClock();
  private final PipelineOptions then = PipelineOptionsFactory.create();
  private final PipelineOptions now = PipelineOptionsFactory.create();

  @Before
  public void forgetWhatWasOpened() {
    Doors.OPENED.clear();
    clock.now = 1_000_000;
  }

  @Test
  public void theyOpenWithTheSecretThatIsGivenNow() throws Exception {
    LiveSource<Integer> part = keptPart(new Doors("old", "hall", 2), 2);
    submit(new Doors("new", "hall", 0), IDENTITY, 4, now);

    part.createReader(now, null).start();

    assertThat(Doors.OPENED, contains("new hall 2"));
  }

  @Test
  public void theirWatermarkHasTheDelayThatIsGivenNow() throws Exception {
    LiveSource<Integer> part = keptPart(new Doors("old", "hall", 0), 2);
    submit(new Doors("new", "hall", 0), IDENTITY, 4, now);
    Map<String, Long> watermarks = Map.of("door", 900_000L);

    LiveReader<Integer> reader =
        part.createReader(now, new LiveMark<>(0, 900_000L, watermarks, null));
    reader.start();
    for (int poll = 0; poll < 10; poll++) { // a longer pause would be none of the other side
      clock.now += 500;
      reader.advance();
    }

    assertThat(reader.getWatermark().getMillis(), is(clock.now - 4_000));
  }

  @Test
  public void noSecretIsKept() throws Exception {
    LiveSource<Integer> part = keptPart(new Doors("old", "hall", 0), 2);
    submit(new Doors("new", "hall", 0), IDENTITY, 4, now);

    assertThat(bytes(part), not(containsString("old")));
    String again = bytes((LiveSource<?>) part.createReader(now, null).getCurrentSource());
    assertThat(again, not(containsString("new")));
    assertThat(again, containsString("hall"));
  }

  @Test
  public void whatCannotGoOnIsRefused() {
    LiveSource<Integer> part = keptPart(new Doors("old", "hall", 0), 2);

    submit(new Doors("new", "attic", 0), IDENTITY, 2, now);
    assertThat(
        refusal(part),
        is("--input: the run that is resumed reads door of hall, not door of attic"));
    submit(new Doors("new", "hall", 0), new SourceIdentity("input", "--key=b"), 2, now);
    assertThat(refusal(part), is("the run that is resumed has state of --key=a, not b"));
    Submission.of(IDENTITY, now).keep("something else");
    assertThat(
        refusal(part), is("--input: the run that is resumed reads hall, not something else"));
  }

  private String refusal(LiveSource<Integer> part) {
    return assertThrows(InputException.class, () -> part.createReader(now, null)).getMessage();
  }

  /** A part of a source as a runner gets it back from a savepoint. */
  private LiveSource<Integer> keptPart(Doors doors, int delaySeconds) {
    return SerializableUtils.clone(
        submit(doors, IDENTITY, delaySeconds, then).split(1, then).get(0));
  }

  private LiveSource<Integer> submit(
      Doors doors, SourceIdentity identity, int delaySeconds, PipelineOptions options) {
    WatermarkPolicy policy =
        WatermarkPolicy.maxDelay(Duration.ofSeconds(delaySeconds))
            .withIdleTimeout(Duration.ofSeconds(1));
    return new LiveSource<>(
            doors,
            RecordFormat.jsonLines(),
            ReadingSchema.ofValues("value").withTime("time"),
            policy,
            null,
            clock)
        .submitted(Submission.of(identity, options));
  }

  private static String bytes(LiveSource<?> source) {
    return new String(SerializableUtils.serializeToByteArray(source), ISO_8859_1);
  }

  /** Doors of a house, behind which is nothing; a key opens them. */
  private record Doors(String key, String house, int number) implements Feed<Integer> {
    private static final List<String> OPENED = new ArrayList<>();

    @Override
    public List<Doors> split(int desired) {
      return List.of(this);
    }

    @Override
    public Doors resume(Feed<Integer> part) {
      Doors before = (Doors) part;
      if (!before.house.equals(house)) {
        throw new Other("door of " + before.house, "door of " + house);
      }
      return new Doors(key, house, before.number);
    }

    @Override
    public Doors withoutSecrets() {
      return new Doors("", house, number);
    }

    @Override
    public Reader<Integer> open(Optional<Integer> from) {
      OPENED.add(key + " " + house + " " + number);
      return new Reader<>() {
        @Override
        public boolean poll(Output out) {
          return false;
        }

        @Override
        public List<String> partitions() {
          return List.of("door");
        }

        @Override
        public Integer position() {
          return 0;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Coder<Integer> positionCoder() {
      return VarIntCoder.of();
    }

    @Override
    public String name() {
      return house;
    }
  }
}
