// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import io.tidemark.testing.Timeline;
import io.tidemark.transforms.lookup.Answer;
import io.tidemark.transforms.lookup.LateUpdate;
import io.tidemark.transforms.lookup.Lookup;
import io.tidemark.transforms.lookup.LookupResult;
import io.tidemark.transforms.lookup.Request;
import io.tidemark.transforms.lookup.Update;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
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

/**
 * Updates and requests as they arrive, and what the answers must be.
 *
 * <p>What happens is a word: {@code put x}, {@code merge x}, {@code delete}, {@code ask id}, {@code
 * ask id 00:03} for another time than now, {@code ask id latest}.
 */
final class LookupStory {
  private static final Timeline CLOCK = Timeline.from("1969-12-31T23:55:00Z");

  private final TestStream.Builder<KV<String, String>> stream;
  private final LookupResult<String, String> result;

  private LookupStory(
      TestStream.Builder<KV<String, String>> stream, LookupResult<String, String> result) {
    this.stream = stream;
    this.result = result;
  }

  static LookupStory begin() {
    return new LookupStory(
        TestStream.create(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of())), null);
  }

  /** Something arrives for the key {@code blue}. */
  LookupStory at(String time, String what) {
    return at(time, "blue", what);
  }

  LookupStory at(String time, String key, String what) {
    return new LookupStory(
        stream.addElements(TimestampedValue.of(KV.of(key, what), joda(time))), null);
  }

  /** The watermark moves. */
  LookupStory watermark(String time) {
    return new LookupStory(stream.advanceWatermarkTo(joda(time)), null);
  }

  /** All has come. */
  LookupStory isTold(TestPipeline pipeline, UnaryOperator<Lookup.In<String, String>> settings) {
    PCollection<KV<String, String>> words =
        pipeline.apply("Story", stream.advanceWatermarkToInfinity());
    PCollection<KV<String, Update<String>>> updates =
        words
            .apply("Updates", ParDo.of(new UpdateFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), Update.coder(StringUtf8Coder.of())));
    Lookup.In<String, String> lookup =
        Lookup.<String, String>in(updates).withMerge((before, value) -> before + value);
    return new LookupStory(
        stream,
        words
            .apply("Requests", ParDo.of(new RequestFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), Request.coder()))
            .apply("Lookup", settings.apply(lookup)));
  }

  /** Answers like {@code q1 blue 00:03: a of 00:02}. */
  LookupStory gives(String... answers) {
    PCollection<String> texts =
        result
            .answers()
            .apply(
                "AnswerText", MapElements.into(TypeDescriptors.strings()).via(LookupStory::text));
    PAssert.that("answers", texts).containsInAnyOrder(List.of(answers));
    return this;
  }

  /** Late updates like {@code blue 00:03, watermark 00:10}. */
  LookupStory isLateFor(String... updates) {
    PCollection<String> texts =
        result
            .late()
            .apply(
                "LateText", MapElements.into(TypeDescriptors.strings()).via(LookupStory::lateText));
    PAssert.that("late", texts).containsInAnyOrder(List.of(updates));
    return this;
  }

  private static String text(KV<String, Answer<String>> answer) {
    Answer<String> is = answer.getValue();
    String value =
        is.outcome() == Answer.Outcome.FOUND
            ? is.value().orElseThrow() + " of " + time(is.time().orElseThrow())
            : is.outcome().toString();
    return String.format(
        "%s %s %s: %s",
        is.id(), answer.getKey(), is.asOf().map(LookupStory::time).orElse("latest"), value);
  }

  private static String lateText(KV<String, LateUpdate<String>> late) {
    return String.format(
        "%s %s, watermark %s",
        late.getKey(), CLOCK.time(late.getValue().time()), CLOCK.time(late.getValue().watermark()));
  }

  private static String time(Instant instant) {
    return CLOCK.time(instant.toEpochMilli());
  }

  private static org.joda.time.Instant joda(String time) {
    return org.joda.time.Instant.ofEpochMilli(CLOCK.millis(time));
  }

  private static final class UpdateFn extends DoFn<KV<String, String>, KV<String, Update<String>>> {
    @ProcessElement
    public void read(
        @Element KV<String, String> element, OutputReceiver<KV<String, Update<String>>> out) {
      String[] words = element.getValue().split(" ", -1);
      switch (words[0]) {
        case "put" -> out.output(KV.of(element.getKey(), Update.put(words[1])));
        case "merge" -> out.output(KV.of(element.getKey(), Update.merge(words[1])));
        case "delete" -> out.output(KV.of(element.getKey(), Update.delete()));
        default -> {}
      }
    }
  }

  private static final class RequestFn extends DoFn<KV<String, String>, KV<String, Request>> {
    @ProcessElement
    public void read(@Element KV<String, String> element, OutputReceiver<KV<String, Request>> out) {
      String[] words = element.getValue().split(" ", -1);
      if (words[0].equals("ask")) {
        out.output(KV.of(element.getKey(), request(words)));
      }
    }

    private static Request request(String[] words) {
      if (words.length == 2) {
        return Request.of(words[1]);
      }
      return words[2].equals("latest")
          ? Request.latest(words[1])
          : Request.asOf(words[1], Instant.ofEpochMilli(CLOCK.millis(words[2])));
    }
  }
}
