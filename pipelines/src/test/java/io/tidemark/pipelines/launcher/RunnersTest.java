// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import org.junit.Test;

/** Names of runners. */
public class RunnersTest {
  private final Runners runners = Runners.onClassPath();

  @Test
  public void directIsTheDefault() {
    assertThat(runners.byDefault(), is("DirectRunner"));
  }

  @Test
  public void shortAndFullNamesInAnyCaseAreUnderstood() {
    assertThat(runners.resolve("direct"), is("DirectRunner"));
    assertThat(runners.resolve("Flink"), is("FlinkRunner"));
    assertThat(runners.resolve("flinkrunner"), is("FlinkRunner"));
    assertThat(runners.resolve("org.apache.beam.runners.flink.FlinkRunner"), is("FlinkRunner"));
  }

  @Test
  public void anyOtherIsRefusedWithThoseThatAreThere() {
    UsageException refused =
        assertThrows(UsageException.class, () -> runners.resolve("TestFlinkRunner"));

    assertThat(
        refused.getMessage(),
        is("--runner 'TestFlinkRunner': must be DirectRunner or FlinkRunner"));
  }
}
