// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.io.record.InputException;
import io.tidemark.pipelines.preflight.PlannedRun;
import io.tidemark.transforms.ledger.Ledger;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.StreamingOptions;

/** One run of one pipeline: options, config, graph, runner, ledger, exit code. */
final class PipelineRun<O extends RunOptions, C> {
  private static final String MAX_REJECTED = "maxRejected";
  private static final String IDLE_SOURCES = "shutdownSourcesAfterIdleMs";

  private final PipelineDefinition<O, C> definition;
  private final Settings settings;
  private final PrintStream out;
  private final PrintStream err;

  private PipelineRun(
      PipelineDefinition<O, C> definition, Settings settings, PrintStream out, PrintStream err) {
    this.definition = definition;
    this.settings = settings;
    this.out = out;
    this.err = err;
  }

  static <O extends RunOptions, C> int run(
      PipelineDefinition<O, C> definition,
      List<Setting> defaults,
      List<String> arguments,
      PrintStream out,
      PrintStream err) {
    Settings settings = Settings.read(defaults, arguments, definition.options());
    PipelineRun<O, C> run = new PipelineRun<>(definition, settings, out, err);
    try {
      return run.configureAndExecute();
    } catch (UsageException e) {
      throw settings.located(e);
    }
  }

  private int configureAndExecute() {
    O options = settings.as(definition.options(), definition.name());
    if (settings.text("resume").isEmpty()) {
      options.setResume(settings.text("savepointPath").isPresent());
    }
    C config = configure(options);
    RejectionLimit limit =
        OptionValue.parse(MAX_REJECTED, options.getMaxRejected(), RejectionLimit::parse);
    if (settings.text("streaming").isEmpty()) {
      options.as(StreamingOptions.class).setStreaming(definition.isStreaming(config));
    }
    if (settings.text(IDLE_SOURCES).isEmpty() && !definition.isEndless(config)) {
      options.as(IdleSourceOptions.class).setShutdownSourcesAfterIdleMs(0L);
    }
    return Clearance.of(options.getPreflight()).isGiven(planned(options, config), settings, err)
        ? execute(options, config, limit)
        : ExitCode.USAGE;
  }

  private PlannedRun planned(O options, C config) {
    return new PlannedRun(
        RunnerDefaults.place(settings.text("runner").orElseThrow(), settings),
        options.as(StreamingOptions.class).isStreaming() || definition.isStreaming(config),
        definition.isEndless(config),
        definition.isForgotten(config),
        Version.flinkMinor(),
        settings.texts());
  }

  private C configure(O options) {
    try {
      return definition.configure(options);
    } catch (InputException e) {
      throw UsageException.of(e.getMessage()); // of a connector, which does not know of usage
    }
  }

  private int execute(O options, C config, RejectionLimit limit) {
    Interruption interruption = Interruption.listen(err);
    try {
      Pipeline pipeline = Pipeline.create(options);
      definition.build(pipeline, config);
      Optional<SubmittedJob> job = SubmittedJob.of(settings, options.getJobName());
      if (!isDetached()) {
        job.ifPresent(submitted -> submitted.announce(err));
      }
      PipelineResult result = pipeline.run();
      interruption.cancels(result);
      if (isDetached()) {
        return interruption.stopListening() ? ExitCode.INTERRUPTED : submitted(job);
      }
      PipelineResult.State state = result.waitUntilFinish();
      return interruption.stopListening()
          ? ExitCode.INTERRUPTED
          : ended(options, state, result, limit);
    } catch (UsageException e) {
      interruption.stopListening();
      throw e;
    } catch (RuntimeException | Error e) {
      return interruption.stopListening()
          ? ExitCode.INTERRUPTED
          : failed(e, options.isStacktrace());
    }
  }

  private boolean isDetached() {
    return settings.text("attachedMode").equals(Optional.of("false"));
  }

  private int submitted(Optional<SubmittedJob> job) {
    out.println("submitted; the cluster has the ledger, and --maxRejected is not checked");
    return job.map(submitted -> submitted.awaitRunning(out, err)).orElse(ExitCode.OK);
  }

  private int failed(Throwable failure, boolean stacktrace) {
    err.println("tidemark: " + Failure.describe(failure));
    if (stacktrace) {
      failure.printStackTrace(err);
    }
    return ExitCode.FAILED;
  }

  private int ended(
      O options, PipelineResult.State state, PipelineResult result, RejectionLimit limit) {
    if (state != PipelineResult.State.DONE) {
      err.println("tidemark: run failed: the runner says no more than " + state);
      return ExitCode.FAILED;
    }
    if (settings.text("disableMetrics").equals(Optional.of("true"))) {
      out.println("the ledger is not known with --disableMetrics; --maxRejected is not checked");
      return ExitCode.OK;
    }
    tellRefused(Counts.refused(result.metrics()));
    return Counts.ledger(result.metrics())
        .map(l -> account(l, limit))
        .orElseGet(() -> ledgerless(options.isResume()));
  }

  private void tellRefused(long rows) {
    if (rows > 0 && settings.text("rejectedOutput").isPresent()) {
      out.printf(Locale.ROOT, "outputs refused %,d rows, which --rejectedOutput has%n", rows);
    } else if (rows > 0) {
      err.printf(
          Locale.ROOT,
          "tidemark: outputs refused %,d rows, which are lost: --rejectedOutput=FILE keeps them%n",
          rows);
    }
  }

  /** Input that is empty has a ledger too, of zeros; not so a run whose tasks had all ended. */
  private int ledgerless(boolean resumed) {
    if (resumed) {
      out.println("nothing was left to do: the run had ended before, and printed its ledger then");
      return ExitCode.OK;
    }
    err.println("tidemark: run failed: it ended without a ledger, which is our mistake");
    return ExitCode.FAILED;
  }

  private int account(Ledger ledger, RejectionLimit limit) {
    out.println(Counts.print(ledger));
    if (!ledger.balances()) {
      err.println("tidemark: run failed: the ledger does not balance, which is our mistake");
      return ExitCode.FAILED;
    }
    if (limit.isExceededBy(ledger)) {
      err.printf(
          Locale.ROOT,
          "tidemark: rejected %,d of %,d readings, more than --maxRejected=%s allows%n",
          ledger.rejected(),
          ledger.read(),
          limit);
      return ExitCode.REJECTED;
    }
    return ExitCode.OK;
  }
}
