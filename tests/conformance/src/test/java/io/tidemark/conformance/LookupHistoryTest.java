// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import io.tidemark.conformance.LookupHistory.Event;
import io.tidemark.conformance.LookupHistory.What;
import io.tidemark.testing.Seed;
import io.tidemark.testing.TestRunner;
import io.tidemark.transforms.lookup.Answer;
import io.tidemark.transforms.lookup.Lookup;
import io.tidemark.transforms.lookup.Request;
import io.tidemark.transforms.lookup.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DelegateCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Updates and requests of random event times in a random order, with a watermark that leaves some
 * behind: consistent answers are those of doing one after the other in the order of event time.
 */
@RunWith(Parameterized.class)
public class LookupHistoryTest {
  private static final int EVENTS = 600;
  private static final int KEYS = 4;
  private static final List<What> KINDS =
      List.of(
          What.PUT, What.PUT, What.PUT, What.MERGE, What.MERGE, What.DELETE, What.ASK, What.ASK);
  private static final Coder<String> TEXT = StringUtf8Coder.of();

  @Rule public final TestPipeline pipeline;

  private final TestRunner runner;
  private final int round;
  private final Map<String, List<Event>> historyOf = new TreeMap<>();

  public LookupHistoryTest(TestRunner runner, int round) {
    this.runner = runner;
    this.pipeline = TestPipeline.fromOptions(runner.options());
    this.round = round;
  }

  /** Both runners that play a test stream, several times. */
  @Parameters(name = "{0} {1}")
  public static List<Object[]> rounds() {
    List<Object[]> rounds = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      rounds.add(new Object[] {TestRunner.DIRECT, round});
    }
    rounds.add(new Object[] {TestRunner.FLINK_TEST_STREAM, 0});
    return rounds;
  }

  @Test
  public void answersAreThoseOfASequentialReplay() {
    long seed = Seed.of("LookupHistoryTest " + runner + " " + round);
    Random random = new Random(seed);
    long timeToLive = 1L + random.nextInt(400);
    long allowedLateness = random.nextInt(100);
    long history = 200;

    PCollection<KV<String, Event>> events =
        pipeline.apply("Events", events(random, allowedLateness)).setCoder(EventText.coder());
    PCollection<KV<String, Update<String>>> updates =
        events
            .apply("Updates", ParDo.of(new UpdateFn()))
            .setCoder(KvCoder.of(TEXT, Update.coder(TEXT)));
    PCollection<String> answers =
        events
            .apply("Requests", ParDo.of(new RequestFn()))
            .setCoder(KvCoder.of(TEXT, Request.coder()))
            .apply(
                "Lookup",
                Lookup.<String, String>in(updates)
                    .withMerge((before, value) -> before + value)
                    .withTimeToLive(Duration.ofMillis(timeToLive))
                    .withAllowedLateness(Duration.ofMillis(allowedLateness))
                    .withHistory(Duration.ofMillis(history)))
            .answers()
            .apply(
                "Text", MapElements.into(TypeDescriptors.strings()).via(LookupHistoryTest::text));

    List<String> expected = new ArrayList<>();
    historyOf.values().forEach(all -> expected.addAll(LookupHistory.answers(all, timeToLive)));
    PAssert.that(answers).containsInAnyOrder(expected);
    pipeline.run().waitUntilFinish();
  }

  /** Requests ask for times within the history; those of updates may be behind the watermark. */
  private TestStream<KV<String, Event>> events(Random random, long allowedLateness) {
    TestStream.Builder<KV<String, Event>> stream = TestStream.create(EventText.coder());
    // On Flink either of both streams may be ahead, and late is what the other one makes it.
    boolean withLate = runner == TestRunner.DIRECT;
    long watermark = 0;
    stream = stream.advanceWatermarkTo(Instant.ofEpochMilli(watermark));
    for (int i = 0; i < EVENTS; i++) {
      if (random.nextInt(5) == 0) {
        watermark += random.nextInt(60);
        stream = stream.advanceWatermarkTo(Instant.ofEpochMilli(watermark));
      }
      String key = "k" + random.nextInt(KEYS);
      Event event = event(random, i, watermark - (withLate ? 150 : allowedLateness));
      stream =
          stream.addElements(
              TimestampedValue.of(
                  KV.of(key, event), Instant.ofEpochMilli(timestamp(event, watermark))));
      boolean late = event.what() != What.ASK && event.time() + allowedLateness < watermark;
      if (!late) {
        historyOf.computeIfAbsent(key, unused -> new ArrayList<>()).add(event);
      }
    }
    return stream.advanceWatermarkToInfinity();
  }

  /** A request is of now, whatever time it asks about. */
  private static long timestamp(Event event, long watermark) {
    return event.what() == What.ASK ? watermark : event.time();
  }

  private static Event event(Random random, int number, long earliest) {
    What what = KINDS.get(random.nextInt(KINDS.size()));
    long time = Math.max(0, earliest + random.nextInt(300));
    String text = what == What.ASK ? "q" + number : String.valueOf((char) ('a' + number % 26));
    return new Event(time, what, what == What.DELETE ? "" : text);
  }

  private static String text(KV<String, Answer<String>> answer) {
    Answer<String> is = answer.getValue();
    return is.id()
        + ": "
        + switch (is.outcome()) {
          case FOUND -> is.value().orElseThrow() + " of " + is.time().orElseThrow().toEpochMilli();
          case NOT_FOUND -> "nothing";
          case FORGOTTEN -> "forgotten";
        };
  }

  /** Events as text. */
  private static final class EventText {
    static Coder<KV<String, Event>> coder() {
      return KvCoder.of(
          TEXT,
          DelegateCoder.of(
              TEXT,
              event -> event.time() + " " + event.what() + " " + event.text(),
              EventText::event));
    }

    private static Event event(String line) {
      String[] parts = line.split(" ", 3);
      return new Event(Long.parseLong(parts[0]), What.valueOf(parts[1]), parts[2]);
    }
  }

  private static final class UpdateFn extends DoFn<KV<String, Event>, KV<String, Update<String>>> {
    @ProcessElement
    public void read(
        @Element KV<String, Event> element, OutputReceiver<KV<String, Update<String>>> out) {
      Event event = element.getValue();
      switch (event.what()) {
        case PUT -> out.output(KV.of(element.getKey(), Update.put(event.text())));
        case MERGE -> out.output(KV.of(element.getKey(), Update.merge(event.text())));
        case DELETE -> out.output(KV.of(element.getKey(), Update.delete()));
        case ASK -> {}
      }
    }
  }

  private static final class RequestFn extends DoFn<KV<String, Event>, KV<String, Request>> {
    @ProcessElement
    public void read(@Element KV<String, Event> element, OutputReceiver<KV<String, Request>> out) {
      Event event = element.getValue();
      if (event.what() == What.ASK) {
        java.time.Instant asOf = java.time.Instant.ofEpochMilli(event.time());
        out.output(KV.of(element.getKey(), Request.asOf(event.text(), asOf)));
      }
    }
  }
}
