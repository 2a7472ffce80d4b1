// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.io.option.Usage;
import io.tidemark.io.option.UsageGroup;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;

/**
 * The smallest pipeline that does what the launcher asks of one: it reads lines and accounts for
 * them. A file, or lines without end: {@code endless}, and {@code explosive}, which explodes after
 * a second. What a line says happens: {@code bad} is rejected, {@code complain} and {@code explode}
 * fail the run, {@code lose} breaks the ledger; without lines there is none.
 */
final class LineCount implements PipelineDefinition<LineCount.Options, LineCount.Config> {
  /** The options. */
  public interface Options extends RunOptions {
    /** A text file. */
    @Usage(
        group = UsageGroup.INPUT,
        order = 1,
        unit = "file",
        example = "lines.txt",
        otherwise = "none, it is required")
    @Description("The file whose lines are counted.")
    String getInput();

    void setInput(String input);

    /** Most lines. */
    @Usage(group = UsageGroup.WHAT, order = 1, unit = "lines", example = "10")
    @Description("How many lines there may be at most.")
    @Default.String("1000")
    String getLimit();

    void setLimit(String limit);
  }

  record Config(String input, int limit) {}

  @Override
  public String name() {
    return "linecount";
  }

  @Override
  public String summary() {
    return "Counts the lines of a file.";
  }

  @Override
  public String example() {
    return "--input=lines.txt";
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public Config configure(Options options) {
    if (options.getInput() == null) {
      throw UsageException.required("input", "a text file, such as --input=lines.txt");
    }
    return new Config(
        options.getInput(), OptionValue.parse("limit", options.getLimit(), LineCount::limit));
  }

  private static int limit(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("limit '" + text + "': must be a number of lines");
    }
    return Integer.parseInt(text);
  }

  @Override
  public boolean isStreaming(Config config) {
    return config.input().equals("endless") || config.input().equals("explosive");
  }

  @Override
  public boolean isEndless(Config config) {
    return config.input().equals("endless");
  }

  @Override
  public void build(Pipeline pipeline, Config config) {
    read(pipeline, config).apply("Count", ParDo.of(new CountFn()));
  }

  private PCollection<String> read(Pipeline pipeline, Config config) {
    return isStreaming(config)
        ? pipeline
            .apply("Count up", GenerateSequence.from(0).withRate(100, Duration.millis(1000)))
            .apply(
                "Say",
                MapElements.into(TypeDescriptors.strings())
                    .via(line(config.input().equals("explosive"))))
        : pipeline.apply("Read", TextIO.read().from(config.input()));
  }

  /** A failure in the first moments would have its reason lost by Flink now and then. */
  private static SerializableFunction<Long, String> line(boolean explosive) {
    return number -> explosive && number == 100 ? "explode" : "line " + number;
  }

  private static final class CountFn extends DoFn<String, Void> {
    private final Counter read = Metrics.counter(Counts.LEDGER, "read");
    private final Counter used = Metrics.counter(Counts.LEDGER, "used");
    private final Counter rejected = Metrics.counter(Counts.LEDGER, "rejected");
    private final Counter progress = Metrics.counter(Counts.PROGRESS, "read");

    @ProcessElement
    public void process(@Element String line) {
      read.inc();
      progress.inc();
      switch (line) {
        case "bad" -> rejected.inc();
        case "lose" -> progress.inc();
        case "complain" -> throw new ComplaintException("lines.txt:3: nothing to be done");
        case "explode" -> throw new IllegalStateException("boom\nand more");
        case "line 7" -> System.out.println("line 7 is read");
        default -> used.inc();
      }
    }
  }

  /** An exception of ours, made for the user. */
  private static final class ComplaintException extends RuntimeException {
    ComplaintException(String message) {
      super(message);
    }
  }

  /** Runs it as a program of its own. */
  public static void main(String[] arguments) {
    Exit.with(Launcher.only(new LineCount()).run(arguments, System.out, System.err));
  }
}
