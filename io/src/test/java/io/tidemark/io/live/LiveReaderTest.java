// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.tidemark.io.SetClock;
import io.tidemark.io.reading.Message;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Before;
import org.junit.Test;

public class LiveReaderTest {
  private static final long NO_READING = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();
  private static final WatermarkPolicy DELAY = WatermarkPolicy.maxDelay(Duration.ofMillis(100));

  private static final long STOP = 900;

  private final SetClock clock = new SetClock();

  @Before
  public void forget() {
    Script.ACKNOWLEDGED.clear();
  }

  @Test
  public void thePartitionFurthestBehindSetsTheWatermark() throws Exception {
    LiveReader<Integer> reader = reader(DELAY, "a 1000, b 5000", "a 9000", "b 6000");

    assertThat(reader.start(), is(true));
    assertThat(reader.getWatermark().getMillis(), equalTo(900L));
    assertThat(reader.advance(), is(true));
    assertThat(reader.getWatermark().getMillis(), equalTo(4900L));
    assertThat(reader.advance(), is(true));
    assertThat(reader.getWatermark().getMillis(), equalTo(5900L));
    assertThat(reader.advance(), is(false));
  }

  @Test
  public void aCheckpointBeforeTheStartIsOfWhereItStarts() throws Exception {
    LiveReader<Integer> reader = reader(DELAY, "a 1000", "a 2000");

    assertThat(reader.getCheckpointMark().position(), equalTo(0));
    assertThat(reader.start(), is(true));
    assertThat(reader.getCheckpointMark().position(), equalTo(1));
  }

  @Test
  public void aPartitionWithoutAMessageHoldsTheWatermarkUntilItIsIdle() throws Exception {
    WatermarkPolicy policy = DELAY.withIdleTimeout(Duration.ofMillis(50));
    clock.now = 1_000_000;
    LiveReader<Integer> reader = reader(policy, "a 1000", "a 2000");
    reader.start();

    assertThat(reader.getWatermark().getMillis(), equalTo(NO_READING));
    clock.now += 49;
    reader.advance();
    assertThat(reader.getWatermark().getMillis(), equalTo(NO_READING));
    clock.now += 1;
    assertThat(reader.advance(), is(false));
    assertThat(reader.getWatermark().getMillis(), equalTo(1900L));
    clock.now += 49; // now all of them are silent
    assertThat(reader.advance(), is(false));
    assertThat(reader.getWatermark().getMillis(), equalTo(999_999L));
  }

  @Test
  public void aBatchHasTheTimeOfItsEarliestReadingThatIsNotLate() throws Exception {
    LiveReader<Integer> reader = reader(DELAY, "a 5000, b 5000", "b 100, a 4950, b 5100");
    reader.start();
    reader.advance();

    assertThat(reader.getCurrentTimestamp().getMillis(), equalTo(4950L));
    assertThat(reader.getCurrent().blocks().get(0).size(), equalTo(3));
  }

  @Test
  public void aRestoredReaderGoesOnWithPositionAndWatermark() throws Exception {
    LiveSource<Integer> source = source(DELAY, "a 1000, b 3000", "b 2000");
    LiveReader<Integer> first = source.createReader(null, null);
    first.start();
    LiveMark<Integer> mark =
        CoderUtils.clone(source.getCheckpointMarkCoder(), first.getCheckpointMark());
    LiveReader<Integer> second = source.createReader(null, mark);

    assertThat(second.start(), is(true));
    assertThat(second.getCurrent().blocks().get(0).time(0), equalTo(2000L));
    assertThat(second.getWatermark(), equalTo(first.getWatermark()));
    assertThat(second.advance(), is(false));
  }

  @Test
  public void onlyAFinalCheckpointIsAcknowledged() throws Exception {
    LiveReader<Integer> reader = reader(DELAY, "a 1", "a 2");
    reader.start();
    LiveMark<Integer> first = reader.getCheckpointMark();
    reader.advance();
    reader.getCheckpointMark();

    assertThat(Script.ACKNOWLEDGED, hasSize(0));
    first.finalizeCheckpoint();
    assertThat(Script.ACKNOWLEDGED, equalTo(List.of(1)));
  }

  @Test
  public void aSilentFeedEndsWhereItIsToldTo() throws Exception {
    LiveReader<Integer> reader = reader(DELAY, "a 1000, b 1000", "a 2000, b 2000", "a 3000");
    reader.start();

    clock.now += STOP - 1;
    assertThat(reader.getWatermark().getMillis(), equalTo(900L));
    assertThat(reader.advance(), is(true));
    clock.now += STOP - 1;
    assertThat(reader.advance(), is(true));
    clock.now += STOP - 1;
    assertThat(reader.advance(), is(false));
    assertThat(reader.getWatermark().getMillis(), equalTo(1900L));
    clock.now += 1;
    assertThat(reader.advance(), is(false));
    assertThat(reader.getWatermark(), equalTo(BoundedWindow.TIMESTAMP_MAX_VALUE));
    assertThat(reader.advance(), is(false));
  }

  @Test
  public void aFeedThatOwesAcknowledgementsDoesNotEndBefore() throws Exception {
    LiveReader<Integer> reader = reader(DELAY, "a 1000, b 1000", "owes");
    reader.start();

    for (int i = 0; i < 5; i++) {
      clock.now += STOP;
      assertThat(reader.advance(), is(false));
      assertThat(reader.getWatermark().getMillis(), equalTo(900L));
    }
    reader.getCheckpointMark().finalizeCheckpoint();
    clock.now += STOP - 1;
    assertThat(reader.advance(), is(false));
    assertThat(reader.getWatermark().getMillis(), equalTo(900L));
    clock.now += 1;
    assertThat(reader.advance(), is(false));
    assertThat(reader.getWatermark(), equalTo(BoundedWindow.TIMESTAMP_MAX_VALUE));
  }

  @Test
  public void timeInWhichNobodyPollsIsNoEnd() throws Exception {
    LiveReader<Integer> reader = reader(DELAY, "a 1000, b 1000", "a 2000, b 2000");
    reader.start();

    clock.now += 10 * STOP;
    assertThat(reader.getWatermark().getMillis(), equalTo(900L));
    assertThat(reader.advance(), is(true));
    clock.now += 10 * STOP;
    assertThat(reader.advance(), is(false));
    assertThat(reader.getWatermark().getMillis(), equalTo(1900L));
    clock.now += STOP;
    assertThat(reader.advance(), is(false));
    assertThat(reader.getWatermark(), equalTo(BoundedWindow.TIMESTAMP_MAX_VALUE));
  }

  @Test
  public void timeInWhichNobodyPollsIsNoSilenceOfAPartition() throws Exception {
    WatermarkPolicy policy = DELAY.withIdleTimeout(Duration.ofMillis(500));
    clock.now = 1_000_000;
    LiveReader<Integer> reader = reader(policy, "a 1000, b 1000", "a 5000", "b 1500");
    reader.start();

    clock.now += 10_000; // what follows took long
    assertThat(reader.getWatermark().getMillis(), equalTo(900L));
    assertThat(reader.advance(), is(true));
    assertThat(reader.getWatermark().getMillis(), equalTo(900L));
    assertThat(reader.advance(), is(true));
    assertThat(reader.getWatermark().getMillis(), equalTo(1400L));
    clock.now += 500;
    assertThat(reader.advance(), is(false));
    assertThat(reader.getWatermark().getMillis(), equalTo(clock.now - 100));
  }

  @Test
  public void silenceOfAFeedThatCannotAskIsNone() throws Exception {
    clock.now = 1_000_000;
    LiveReader<Integer> reader =
        reader(
            DELAY.withIdleTimeout(Duration.ofMillis(STOP / 2)),
            "a 1000, b 1000",
            "away",
            "away",
            "b 2000");
    reader.start();

    clock.now += STOP / 2 - 1;
    assertThat(reader.advance(), is(false));
    clock.now += STOP / 2 - 1;
    assertThat(reader.advance(), is(false));
    assertThat(reader.getWatermark().getMillis(), equalTo(900L));
    clock.now += STOP / 2 - 1;
    assertThat(reader.getWatermark().getMillis(), equalTo(900L));
    assertThat(reader.advance(), is(true)); // of b
    assertThat(reader.getWatermark().getMillis(), equalTo(900L));
    clock.now += 1;
    assertThat(reader.advance(), is(false));
    assertThat(reader.getWatermark().getMillis(), equalTo(1900L)); // a is idle
    clock.now += STOP / 2 - 1;
    assertThat(reader.advance(), is(false));
    assertThat(reader.getWatermark().getMillis(), equalTo(clock.now - 100));
  }

  @Test
  public void aFeedThatIsBehindHoldsTheWatermark() throws Exception {
    LiveReader<Integer> reader =
        reader(DELAY, "a 1000, b 1000", "a 9000, b 9000, behind", "a 2000, b 3000");
    reader.start();
    assertThat(reader.getWatermark().getMillis(), equalTo(900L));

    assertThat(reader.advance(), is(true));
    assertThat(reader.getWatermark().getMillis(), equalTo(900L));
    assertThat(reader.advance(), is(true));
    assertThat(reader.getCurrentTimestamp().getMillis(), equalTo(2000L));
    assertThat(reader.getWatermark().getMillis(), equalTo(8900L));
  }

  @Test
  public void aReaderRestoredWhileItsFeedIsBehindHoldsTheWatermarkThatWasTold() throws Exception {
    LiveSource<Integer> source =
        source(DELAY, "a 1000, b 1000", "a 9000, b 9000, behind", "a 2000, behind", "b 3000");
    LiveReader<Integer> first = source.createReader(null, null);
    first.start();
    first.getWatermark();
    first.advance();
    LiveMark<Integer> mark =
        CoderUtils.clone(source.getCheckpointMarkCoder(), first.getCheckpointMark());
    LiveReader<Integer> second = source.createReader(null, mark);

    second.start();
    assertThat(second.getWatermark().getMillis(), equalTo(900L));
    second.advance();
    assertThat(second.getWatermark().getMillis(), equalTo(8900L));
  }

  /** Bytes that are part of savepoints. */
  @Test
  public void aMark() throws Exception {
    Coder<LiveMark<Integer>> coder = LiveMark.coder(VarIntCoder.of());
    LiveMark<Integer> mark = new LiveMark<>(7, -1, new TreeMap<>(Map.of("a", 900L)), null);

    // Version, -1, 1 partition, 1 "a", 900; 7.
    assertThat(
        HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, mark)),
        equalTo("02" + "01" + "01" + "0161" + "880e" + "07"));
    assertThat(
        CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex("02010101" + "61880e07")),
        equalTo(mark));
    assertThat(
        CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex("01" + "0101" + "61880e07")),
        equalTo(new LiveMark<>(7, NO_READING, mark.watermarks(), null)));
  }

  @Test
  public void messagesThatAreBrokenComeToo() throws Exception {
    LiveReader<Integer> reader = reader(DELAY, "a never");

    assertThat(reader.start(), is(true));
    assertThat(reader.getCurrent().rejections(), hasSize(1));
    assertThat(reader.getCurrentTimestamp().getMillis(), equalTo(NO_READING));
  }

  @Test
  public void theSourceTravels() throws Exception {
    LiveSource<Integer> source = source(DELAY);
    LiveSource<Integer> copy = SerializableUtils.ensureSerializable(source);

    assertThat(copy.split(8, null), hasSize(1));
  }

  private LiveReader<Integer> reader(WatermarkPolicy policy, String... polls) throws Exception {
    return source(policy, polls).createReader(null, null);
  }

  private LiveSource<Integer> source(WatermarkPolicy policy, String... polls) {
    ReadingSchema schema =
        ReadingSchema.ofValues("value")
            .withTime("time")
            .withTimeFormat(TimeFormat.parse("epochMillis"));
    RecordFormat format = RecordFormat.csv().withCsvHeader(List.of("time", "value"));
    return new LiveSource<>(
        new Script(List.of(polls)), format, schema, policy, Duration.ofMillis(STOP), clock);
  }

  /**
   * Polls that bring what was written down: a partition and a time each. The first one also finds
   * the partitions.
   */
  private record Script(List<String> polls) implements Feed<Integer> {
    private static final List<Integer> ACKNOWLEDGED = new ArrayList<>();

    @Override
    public List<Script> split(int desired) {
      return List.of(this);
    }

    @Override
    public Reader<Integer> open(Optional<Integer> from) {
      return new Reader<>() {
        private int position = from.orElse(0);
        private boolean silent = true;
        private boolean owes;
        private boolean behind = position > 0 && polls.get(position - 1).endsWith("behind");

        @Override
        public boolean isSilent() {
          return silent;
        }

        @Override
        public boolean owesAcknowledgements() {
          return owes;
        }

        @Override
        public boolean isBehind() {
          return behind;
        }

        @Override
        public boolean poll(Output out) {
          if (position == polls.size()) {
            return false;
          }
          silent = !polls.get(position).equals("away");
          owes = polls.get(position).equals("owes");
          if (!silent || owes) {
            position++;
            return false;
          }
          behind = false;
          for (String line : polls.get(position).split(", ", -1)) {
            String[] words = line.split(" ", -1);
            behind = words[0].equals("behind");
            if (!behind) {
              out.add(words[0], new Text(words[1] + ",1"));
            }
          }
          position++;
          return true;
        }

        @Override
        public List<String> partitions() {
          return position == 0 ? List.of() : List.of("a", "b");
        }

        @Override
        public Integer position() {
          return position;
        }

        @Override
        public void acknowledge(Integer position) {
          ACKNOWLEDGED.add(position);
          owes = false;
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
    }

    @Override
    public Coder<Integer> positionCoder() {
      return VarIntCoder.of();
    }

    @Override
    public String name() {
      return "script";
    }
  }

  private record Text(String text) implements Message {
    @Override
    public byte[] body() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String origin() {
      return "script";
    }

    @Override
    public String attribute(String name) {
      return null;
    }
  }
}
