// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.measure.Arguments;
import io.tidemark.benchmarks.measure.Outcome;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import io.tidemark.benchmarks.synthetic.RunClock;
import io.tidemark.transforms.averages.Plan;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.Windowing;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One run of Tidemark over some windows and statistics, alone in its process: how long it takes to
 * its last result, and what it holds then.
 *
 * <p>The stream does not end. The run has ended when all readings are used and nothing has come for
 * a while, since nobody counts beforehand how many results there are of sessions and counts.
 */
public final class CostRun {
  private static final long POLL_NANOS = 1_000_000;

  private final ReadingStream stream;
  private final Windowing windowing;
  private final Statistics statistics;
  private final Plan plan;
  private final long quietNanos;
  private volatile Throwable failure;

  private CostRun(Arguments arguments) {
    this.stream =
        new ReadingStream(
            arguments.number("series", 100),
            arguments.longNumber("perPeriod", Workload.perPeriod(100)),
            arguments.longNumber("readings", Workload.perPeriod(100)));
    this.windowing = Windowing.parse(arguments.text("window", "fixed:10s"));
    this.statistics = Statistics.parse(arguments.text("statistics", Workload.STATISTICS));
    this.plan = Plan.parse(arguments.text("plan", Plan.AUTO.toString()));
    FlinkSettings.useBackend(arguments.text("backend", FlinkSettings.BACKEND));
    this.quietNanos = TimeUnit.SECONDS.toNanos(arguments.number("quiet", 10));
    arguments.checkAllRead();
  }

  /** Runs what the options say, prints the outcome and ends the process. */
  public static void main(String[] words) {
    int code = new CostRun(Arguments.parse(List.of(words))).run();
    System.out.flush();
    // The engine is still waiting for more readings, and so are its threads.
    Runtime.getRuntime().halt(code);
  }

  private int run() {
    Thread thread = new Thread(this::runPipeline, "pipeline");
    thread.setDaemon(true);
    thread.start();
    long results = 0;
    long used = 0;
    long last = System.nanoTime();
    while (thread.isAlive()
        && (used < stream.readings() || System.nanoTime() < last + quietNanos)) {
      LockSupport.parkNanos(POLL_NANOS);
      long resultsNow = ResultCounter.results();
      long usedNow = TidemarkResults.used();
      if (resultsNow != results || usedNow != used) {
        results = resultsNow;
        used = usedNow;
        last = System.nanoTime();
      }
    }
    if (failure != null) {
      failure.printStackTrace();
      return 1;
    }
    if (used > stream.readings()) {
      System.err.println(
          "the job has failed and begun anew: more readings are used than there are");
      return 1;
    }
    Outcome outcome =
        new Outcome()
            .with("seconds", RunClock.secondsUntil(last))
            .with("results", results)
            .with("late", TidemarkResults.late());
    System.out.println(MemoryUse.writeTo(outcome).line());
    return 0;
  }

  private void runPipeline() {
    try {
      TidemarkAverages.ofBlocks(stream, windowing, statistics, plan);
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
  }
}
