// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.measure.Arguments;
import io.tidemark.benchmarks.measure.Outcome;
import io.tidemark.benchmarks.synthetic.RunClock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * One run of one variant, alone in its process.
 *
 * <p>The streams do not end, as those of a user do not; the run has ended when the last result that
 * can come has come. So neither the start-up of the engine is measured, nor the windows that would
 * be flushed only because the input is over.
 */
public final class SlidingRun {
  private static final long POLL_NANOS = 1_000_000;

  /** Time for results that should not come. */
  private static final long SETTLE_NANOS = 1_500_000_000;

  private final Variant variant;
  private final Workload workload;
  private final long expectedResults;
  private final boolean measureState;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::runVariant, "variant");

  private SlidingRun(Arguments arguments) {
    this.variant = Variant.named(arguments.text("variant", "loop"));
    this.workload = Workload.of(arguments);
    this.expectedResults = arguments.longNumber("expect", 0);
    FlinkSettings.useBackend(arguments.text("backend", FlinkSettings.BACKEND));
    this.measureState = Boolean.parseBoolean(arguments.text("state", "false"));
    arguments.checkAllRead();
  }

  /** Runs what the options say, prints the outcome and ends the process. */
  public static void main(String[] words) {
    int code = new SlidingRun(Arguments.parse(List.of(words))).run();
    System.out.flush();
    // An engine is still waiting for more readings, and so are its threads.
    Runtime.getRuntime().halt(code);
  }

  private int run() {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> System.err.println("so far: " + outcome(0).line())));
    thread.setDaemon(true);
    thread.start();
    while (ResultCounter.results() < expectedResults && thread.isAlive()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    double seconds = RunClock.secondsUntil(System.nanoTime());
    long settled = System.nanoTime() + SETTLE_NANOS;
    while (System.nanoTime() < settled && thread.isAlive()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    if (failure.get() != null) {
      failure.get().printStackTrace();
      System.err.println(rootCause(failure.get()));
      return 1;
    }
    Outcome outcome = outcome(seconds);
    System.out.println((measureState ? MemoryUse.writeTo(outcome) : outcome).line());
    return 0;
  }

  private static Throwable rootCause(Throwable failure) {
    return failure.getCause() == null ? failure : rootCause(failure.getCause());
  }

  private void runVariant() {
    try {
      variant.run(workload);
    } catch (Exception | Error e) {
      failure.set(e);
    }
  }

  private Outcome outcome(double seconds) {
    Outcome outcome = ResultCounter.total().writeTo(new Outcome().with("seconds", seconds));
    if (variant.isExact()) {
      outcome.with("used", TidemarkResults.used()).with("late", TidemarkResults.late());
    }
    return outcome;
  }
}
