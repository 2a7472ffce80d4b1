// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.tidemark.transforms.averages.WindowResult;
import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryAccumulator;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

/** The bytes are part of a savepoint: a change here needs a new version of the format. */
public class RevisedResultCoderTest {
  @Test
  public void theRevisionComesFirst() throws Exception {
    byte[] bytes = bytes(result(258));
    String inner =
        HexFormat.of().formatHex(CoderUtils.encodeToByteArray(WindowResult.coder(), result(258)));

    assertThat(HexFormat.of().formatHex(bytes), equalTo("01" + "0000000000000102" + inner));
    CoderProperties.coderDecodeEncodeEqual(RevisedResultCoder.coder(), result(258));
    CoderProperties.coderSerializable(RevisedResultCoder.coder());
  }

  @Test
  public void ofTwoRevisionsTheLaterHasTheGreaterBytes() throws Exception {
    long[] revisions = {0, 1, 127, 128, 255, 256, 16_384, Long.MAX_VALUE};
    for (int i = 1; i < revisions.length; i++) {
      byte[] before = bytes(result(revisions[i - 1]));
      assertThat(Arrays.compareUnsigned(bytes(result(revisions[i])), before), greaterThan(0));
    }
  }

  private static byte[] bytes(WindowResult result) throws Exception {
    return CoderUtils.encodeToByteArray(RevisedResultCoder.coder(), result);
  }

  private static WindowResult result(long revision) {
    return WindowResult.of(
        Optional.empty(),
        Timing.LATE,
        revision,
        new SummaryAccumulator(Statistics.parse("count")).summary());
  }
}
