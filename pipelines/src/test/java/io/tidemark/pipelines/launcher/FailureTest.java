// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.Test;

/** Why a run failed, in one line. */
public class FailureTest {
  @Test
  public void innermostCauseIsNamedWithItsClass() {
    Exception failure =
        new RuntimeException("outer", new RuntimeException(new IOException("disk")));

    assertThat(
        Failure.describe(failure), is("run failed: IOException: disk (--stacktrace shows where)"));
  }

  @Test
  public void exceptionOfOursIsItsMessageWhereverItIs() {
    Exception failure = new RuntimeException(UsageException.of("input", "a.csv", "is empty"));

    assertThat(Failure.describe(failure), is("--input 'a.csv': is empty"));
  }

  @Test
  public void exceptionOfOursCountsMoreThanItsCause() {
    Exception ours = new OursException("a.csv: cannot be read", new IOException("disk"));

    assertThat(Failure.describe(new RuntimeException(ours)), is("a.csv: cannot be read"));
  }

  @Test
  public void exceptionWithoutMessageIsItsClass() {
    assertThat(
        Failure.describe(new StackOverflowError()),
        is("run failed: StackOverflowError (--stacktrace shows where)"));
  }

  @Test
  public void exceptionThatFlinkCarriesAsTextIsThatText() throws ReflectiveOperationException {
    Exception ours = new OursException("a.csv: no header", new IOException("disk"));

    assertThat(Failure.describe(asText(ours)), is("a.csv: no header"));
    assertThat(
        Failure.describe(asText(new IOException("disk"))),
        is("run failed: java.io.IOException: disk (--stacktrace shows where)"));
  }

  @Test
  public void reasonThatFlinkLostIsSaidToBeSo() throws ReflectiveOperationException {
    Exception lost =
        Class.forName("org.apache.flink.runtime.operators.coordination.TaskNotRunningException")
            .asSubclass(Exception.class)
            .getConstructor(String.class)
            .newInstance("Task is not running, but in state FAILED");
    String message =
        "run failed: a task failed as it began, and Flink lost the reason; run it again to see it,"
            + " or with --runner=direct";

    assertThat(Failure.describe(new RuntimeException(lost)), is(message));
    assertThat(Failure.describe(new RuntimeException(asText(lost))), is(message));
  }

  @Test
  public void jobWhoseEndFlinkDoesNotTellIsSubmittedAllTheSame()
      throws ReflectiveOperationException {
    Object detached =
        Class.forName("org.apache.flink.core.execution.DetachedJobExecutionResult")
            .getConstructor(Class.forName("org.apache.flink.api.common.JobID"))
            .newInstance((Object) null);
    Method end = detached.getClass().getMethod("getNetRuntime");

    InvocationTargetException failure =
        assertThrows(InvocationTargetException.class, () -> end.invoke(detached));

    assertThat(
        Failure.describe(new RuntimeException(failure.getCause())),
        is(
            "the job is submitted, but Flink does not wait for its end here; set"
                + " --attachedMode=false"));
  }

  @Test
  public void linesAreJoined() {
    assertThat(
        Failure.describe(new IllegalStateException("one\n  two\r\nthree\n")),
        is("run failed: IllegalStateException: one two three (--stacktrace shows where)"));
  }

  @Test
  public void circleOfCausesEnds() {
    Exception inner = new IllegalStateException("inner");
    Exception outer = new IllegalStateException("outer", inner);
    inner.initCause(outer);

    assertThat(
        Failure.describe(outer),
        is("run failed: IllegalStateException: inner (--stacktrace shows where)"));
  }

  /** An exception made for the user. */
  private static final class OursException extends RuntimeException {
    OursException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** As Flink wraps it, which is not there when this is compiled. */
  private static Exception asText(Exception exception) throws ReflectiveOperationException {
    return Class.forName("org.apache.flink.util.SerializedThrowable")
        .asSubclass(Exception.class)
        .getConstructor(Throwable.class)
        .newInstance(exception);
  }
}
