// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.Test;

/** What is read in the stack traces of Flink. */
public class CausesTest {
  private static final String REFUSED =
      """
      org.apache.flink.util.FlinkException: Global failure
      \tat org.apache.flink.Task.run(Task.java:1)
      Caused by: io.tidemark.io.record.InputException: --input: the run that is resumed reads a, not b
      \tat io.tidemark.Source.read(Source.java:2)
      Caused by: java.lang.IllegalStateException: closed
      """;

  private static final String LOST =
      """
      org.apache.flink.util.FlinkException: An OperatorEvent to a task was lost.
      \tat org.apache.flink.Coordinator.send(Coordinator.java:1)
      Caused by: org.apache.flink.runtime.operators.coordination.TaskNotRunningException: \
      Task is not running, but in state FAILED
      """;

  @Test
  public void theInnermostOfOursIsNamed() {
    assertThat(Causes.innermost(REFUSED), is("--input: the run that is resumed reads a, not b"));
    assertThat(Causes.innermost(LOST), is("Task is not running, but in state FAILED"));
  }

  @Test
  public void badInputIsForGood() {
    assertThat(Causes.isForGood(REFUSED), is(true));
    assertThat(Causes.isForGood(LOST), is(false));
  }

  @Test
  public void aLostMessageIsNoReason() {
    assertThat(Causes.isReason(REFUSED), is(true));
    assertThat(Causes.isReason(LOST), is(false));
  }
}
