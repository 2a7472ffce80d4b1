// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.Assert.assertThrows;

import io.tidemark.testing.TestRunner;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.windowing.Windowing;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.Test;

/** A source that makes blocks has to tell the truth about them. */
public class BlockTimestampTest {
  @Test
  public void aLateReadingThatWasTakenForOneInTimeEndsTheRun() {
    ReadingBlock.Builder block = new ReadingBlock.Builder(1);
    block.add(block.seriesOf("blue".getBytes(StandardCharsets.UTF_8)), 0, 1.5);
    TestStream<ReadingBlock> stream =
        TestStream.create(ReadingBlock.coder())
            .advanceWatermarkTo(Instant.ofEpochMilli(20_000))
            .addElements(TimestampedValue.of(block.build(), Instant.ofEpochMilli(0)))
            .advanceWatermarkToInfinity();
    Pipeline pipeline = Pipeline.create(TestRunner.DIRECT.options());
    pipeline
        .apply("Stream", stream)
        .apply(
            "Averages",
            Averages.<String>perKey()
                .withWindowing(Windowing.parse("fixed:10s"))
                .overBlocks(StringUtf8Coder.of()));

    RuntimeException failure = assertThrows(RuntimeException.class, pipeline::run);
    assertThat(
        failure.getMessage(),
        containsString(
            "readings from 1970-01-01T00:00:00.000Z on came behind the watermark"
                + " 1970-01-01T00:00:20.000Z"));
  }
}
