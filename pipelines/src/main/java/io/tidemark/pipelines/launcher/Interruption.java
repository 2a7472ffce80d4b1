// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.sdk.PipelineResult;

/**
 * Ctrl-C on a run inside this JVM: cancels it and says how far it was.
 *
 * <p>The exit code is that of the signal, {@link ExitCode#INTERRUPTED} for SIGINT.
 */
final class Interruption {
  private final PrintStream err;
  private final AtomicReference<PipelineResult> run = new AtomicReference<>();
  private final Thread hook = new Thread(this::interrupt, "tidemark-interruption");

  private Interruption(PrintStream err) {
    this.err = err;
  }

  /** Begins to listen. */
  static Interruption listen(PrintStream err) {
    Interruption interruption = new Interruption(err);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** What to cancel. */
  void cancels(PipelineResult result) {
    run.set(result);
  }

  /**
   * Stops listening once a run has ended, however it did.
   *
   * @return whether it ended because the JVM shuts down; all that there is to say is said then
   */
  boolean stopListening() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }

  private void interrupt() {
    String progress = run.get() == null ? Counts.progressOfProcess() : cancel(run.get());
    err.println("tidemark: interrupted" + (progress.isEmpty() ? "" : "; so far " + progress));
    err.flush();
  }

  private static String cancel(PipelineResult result) {
    try {
      result.cancel();
      return Counts.progress(result.metrics());
    } catch (IOException e) {
      return "unknown: " + Failure.describe(e);
    }
  }
}
