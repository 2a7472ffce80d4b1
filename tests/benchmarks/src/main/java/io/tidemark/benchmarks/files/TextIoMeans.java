// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Mean;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** What a Beam user writes first: {@code TextIO} and {@code Mean.perKey}. */
final class TextIoMeans {
  /** Runner and sink are in one process. */
  private static volatile Means sink;

  private TextIoMeans() {}

  static void onDirect(Dataset dataset, Path input, Means means) {
    run(
        dataset,
        input,
        means,
        "--runner=DirectRunner",
        "--enforceImmutability=false",
        "--enforceEncodability=false");
  }

  static void onFlink(Dataset dataset, Path input, Means means) {
    run(
        dataset,
        input,
        means,
        "--runner=FlinkRunner",
        "--flinkMaster=[local]",
        "--parallelism=" + Runtime.getRuntime().availableProcessors(),
        "--objectReuse=true");
  }

  private static void run(Dataset dataset, Path input, Means means, String... options) {
    sink = means;
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(options).create());
    pipeline
        .apply("Lines", TextIO.read().from(input.toString()))
        .apply("Parse", ParDo.of(new ParseFn(dataset)))
        .apply(
            "Windows",
            dataset.isHourly()
                ? Window.into(FixedWindows.of(Duration.millis(Dataset.HOUR)))
                : Window.into(new GlobalWindows()))
        .apply("Means", Mean.perKey())
        .apply("Collect", ParDo.of(new CollectFn()));
    pipeline.run().waitUntilFinish();
  }

  static final class ParseFn extends DoFn<String, KV<String, Double>> {
    private final Dataset dataset;

    ParseFn(Dataset dataset) {
      this.dataset = dataset;
    }

    @ProcessElement
    public void parse(@Element String line, OutputReceiver<KV<String, Double>> out) {
      List<String> fields = split(line);
      int last = fields.size() - 1;
      KV<String, Double> reading =
          KV.of(fields.get(last - 1), Double.parseDouble(fields.get(last)));
      if (dataset.isHourly()) {
        out.outputWithTimestamp(reading, Instant.ofEpochMilli(Long.parseLong(fields.get(0))));
      } else {
        out.output(reading);
      }
    }

    private List<String> split(String line) {
      List<String> fields = new ArrayList<>(3);
      int from = 0;
      for (int to = line.indexOf(dataset.delimiter()); to >= 0; ) {
        fields.add(line.substring(from, to));
        from = to + 1;
        to = line.indexOf(dataset.delimiter(), from);
      }
      fields.add(line.substring(from));
      return fields;
    }
  }

  static final class CollectFn extends DoFn<KV<String, Double>, Void> {
    @ProcessElement
    public void collect(@Element KV<String, Double> mean, BoundedWindow window) {
      long start = window instanceof IntervalWindow hour ? hour.start().getMillis() : 0;
      sink.add(mean.getKey(), start, mean.getValue());
    }
  }
}
