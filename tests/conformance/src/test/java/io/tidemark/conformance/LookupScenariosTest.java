// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.junit.Assume.assumeTrue;

import io.tidemark.testing.TestRunner;
import io.tidemark.transforms.lookup.Lookup;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Each rule of a lookup, as a story of updates, requests and the watermark. */
@RunWith(Parameterized.class)
public class LookupScenariosTest {
  /** The runners that can play a test stream. */
  @Parameters(name = "{0}")
  public static List<TestRunner> runners() {
    return List.of(TestRunner.DIRECT, TestRunner.FLINK_TEST_STREAM);
  }

  @Rule public final TestPipeline pipeline;

  private final TestRunner runner;

  public LookupScenariosTest(TestRunner runner) {
    this.runner = runner;
    this.pipeline = TestPipeline.fromOptions(runner.options());
  }

  @Test
  public void anAnswerWaitsForTheUpdatesBeforeIt() {
    LookupStory.begin()
        .watermark("00:00")
        .at("00:05", "ask q")
        .at("00:02", "put a")
        .at("00:07", "put c") // after the time asked about
        .at("00:04", "put b")
        .watermark("01:00")
        .isTold(pipeline, in -> in)
        .gives("q blue 00:05: b of 00:04")
        .isLateFor();
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void anAnswerAtOnceSaysWhatIsKnown() {
    assumeInOrder();
    LookupStory.begin()
        .watermark("00:00")
        .at("00:05", "ask q1")
        .at("00:02", "put a")
        .at("00:05", "ask q2")
        .at("00:04", "put b")
        .at("00:05", "ask q3")
        .isTold(pipeline, Lookup.In::atOnce)
        .gives(
            "q1 blue 00:05: NOT_FOUND", "q2 blue 00:05: a of 00:02", "q3 blue 00:05: b of 00:04");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void keysAreApart() {
    LookupStory.begin()
        .watermark("00:00")
        .at("00:02", "blue", "put a")
        .at("00:02", "red", "put b")
        .at("00:05", "red", "ask q1")
        .at("00:05", "green", "ask q2")
        .isTold(pipeline, in -> in)
        .gives("q1 red 00:05: b of 00:02", "q2 green 00:05: NOT_FOUND");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void mergesAndDeletesAreInTheOrderOfEventTime() {
    LookupStory.begin()
        .watermark("00:00")
        .at("00:04", "merge c")
        .at("00:05", "delete")
        .at("00:06", "merge d")
        .at("00:03", "merge b")
        .at("00:02", "put a")
        .at("00:04", "ask q1")
        .at("00:05", "ask q2")
        .at("00:06", "ask q3")
        .isTold(pipeline, in -> in)
        .gives(
            "q1 blue 00:04: abc of 00:04", "q2 blue 00:05: NOT_FOUND", "q3 blue 00:06: d of 00:06");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aTieIsDecidedByTheValue() {
    LookupStory.begin()
        .watermark("00:00")
        .at("00:02", "blue", "put b")
        .at("00:02", "blue", "put a")
        .at("00:02", "red", "put a")
        .at("00:02", "red", "put b")
        .at("00:03", "blue", "ask q1")
        .at("00:03", "red", "ask q2")
        .isTold(pipeline, in -> in)
        .gives("q1 blue 00:03: b of 00:02", "q2 red 00:03: b of 00:02");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void anUpdateOfTheTimeAskedAboutCounts() {
    LookupStory.begin()
        .watermark("00:00")
        .at("00:05", "ask q")
        .watermark("00:05") // there may still be one
        .at("00:05", "put a")
        .watermark("01:00")
        .isTold(pipeline, in -> in)
        .gives("q blue 00:05: a of 00:05")
        .isLateFor();
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aLateUpdateChangesNothing() {
    assumeInOrder();
    LookupStory.begin()
        .watermark("00:00")
        .at("00:02", "put a")
        .at("00:05", "ask q1")
        .watermark("00:10")
        .at("00:04", "put b")
        .at("00:12", "ask q2")
        .isTold(pipeline, in -> in)
        .gives("q1 blue 00:05: a of 00:02", "q2 blue 00:12: a of 00:02")
        .isLateFor("blue 00:04, watermark 00:10");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void answersWaitForTheAllowedLateness() {
    assumeInOrder();
    LookupStory.begin()
        .watermark("00:00")
        .at("00:02", "put a")
        .at("00:05", "ask q")
        .watermark("00:10")
        .at("00:04", "put b") // within the allowed lateness
        .watermark("00:20")
        .at("00:05", "put c") // not any more
        .isTold(pipeline, in -> in.withAllowedLateness(Duration.ofMinutes(10)))
        .gives("q blue 00:05: b of 00:04")
        .isLateFor("blue 00:05, watermark 00:20");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void atOnceTheNewestIsNeverLate() {
    assumeInOrder();
    LookupStory.begin()
        .watermark("00:00")
        .at("00:02", "put a")
        .watermark("00:10")
        .at("00:04", "put b") // behind the watermark, and yet the newest
        .at("00:03", "put c")
        .at("00:12", "ask q")
        .isTold(pipeline, Lookup.In::atOnce)
        .gives("q blue 00:12: b of 00:04")
        .isLateFor("blue 00:03, watermark 00:10");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aRequestMayAskForThePastAsFarAsTheHistoryGoes() {
    assumeInOrder();
    LookupStory.begin()
        .watermark("00:00")
        .at("00:02", "put a")
        .at("00:04", "put b")
        .at("00:06", "put c")
        .watermark("00:10")
        .at("00:10", "ask q1 00:05")
        .at("00:10", "ask q2 00:04")
        .isTold(pipeline, in -> in.withHistory(Duration.ofMinutes(5)))
        .gives("q1 blue 00:05: b of 00:04", "q2 blue 00:04: FORGOTTEN");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aRequestMayAskForTheFuture() {
    LookupStory.begin()
        .watermark("00:00")
        .at("00:01", "ask q 00:05")
        .watermark("00:03")
        .at("00:04", "put a")
        .isTold(pipeline, in -> in)
        .gives("q blue 00:05: a of 00:04");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void theLatestIsTheNewestThatIsKnown() {
    assumeInOrder();
    LookupStory.begin()
        .watermark("00:00")
        .at("00:02", "put a")
        .at("00:06", "put b")
        .at("00:03", "ask q1 latest")
        .watermark("00:20")
        .at("00:20", "ask q2 latest") // after its time to live
        .isTold(pipeline, in -> in.atOnce().withTimeToLive(Duration.ofMinutes(5)))
        .gives("q1 blue latest: b of 00:06", "q2 blue latest: NOT_FOUND");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void consistentlyTheLatestIsThatOfTheEnd() {
    LookupStory.begin()
        .watermark("00:00")
        .at("00:02", "put a")
        .at("00:03", "ask q latest")
        .watermark("10:00")
        .at("12:00", "put b")
        .isTold(pipeline, in -> in)
        .gives("q blue latest: b of 12:00");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aValueIsInForceForItsTimeToLive() {
    LookupStory.begin()
        .watermark("00:00")
        .at("00:02", "put a")
        .at("00:06", "ask q1")
        .at("00:07", "ask q2")
        .watermark("00:30")
        .at("00:31", "ask q3")
        .isTold(pipeline, in -> in.withTimeToLive(Duration.ofMinutes(5)))
        .gives("q1 blue 00:06: a of 00:02", "q2 blue 00:07: NOT_FOUND", "q3 blue 00:31: NOT_FOUND");
    pipeline.run().waitUntilFinish();
  }

  /** Flink brings updates and requests on channels of their own, one ahead of the other or not. */
  private void assumeInOrder() {
    assumeTrue("arrival is in order", runner == TestRunner.DIRECT);
  }
}
