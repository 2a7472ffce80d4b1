// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.io.block.Readings;
import io.tidemark.io.record.InputException;
import io.tidemark.pipelines.average.AverageGraph;
import io.tidemark.pipelines.input.InputConfig;
import io.tidemark.pipelines.input.Inputs;
import io.tidemark.pipelines.output.Outputs;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.averages.SingleReadings;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.CountFn;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.lookup.LateUpdate;
import io.tidemark.transforms.lookup.Lookup;
import io.tidemark.transforms.lookup.LookupResult;
import io.tidemark.transforms.lookup.Request;
import io.tidemark.transforms.lookup.Update;
import io.tidemark.transforms.partitioning.Partitioning;
import io.tidemark.transforms.partitioning.Skew;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.reading.Series;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The graph of {@code lookup}: a table of readings or averages, requests, answers, ledger. */
public final class LookupGraph {
  private static final Logger LOG = LoggerFactory.getLogger(LookupGraph.class);

  /** What skew is told of: as if so many tasks had the keys among them. */
  private static final int SHARDS = 8;

  private static final Duration SKEW_INTERVAL = Duration.ofSeconds(10);

  private final Pipeline pipeline;
  private final LookupConfig config;
  private final Outputs outputs;
  private PCollectionList<RejectedRecord> rejected;
  private PCollectionList<Ledger> ledgers;
  private Runnable serve = () -> {};

  private LookupGraph(Pipeline pipeline, LookupConfig config) {
    this.pipeline = pipeline;
    this.config = config;
    this.outputs = new Outputs(config.average().outputs());
    this.rejected = PCollectionList.empty(pipeline);
    this.ledgers = PCollectionList.empty(pipeline);
  }

  /**
   * Applies the whole pipeline.
   *
   * @throws io.tidemark.io.record.InputException if an input is not there
   * @throws io.tidemark.io.connector.OutputException if an output cannot be written
   */
  public static void build(Pipeline pipeline, LookupConfig config) {
    new LookupGraph(pipeline, config).build();
  }

  private void build() {
    Readings<ReadingBlock> table = readTable();
    account(table);
    if (config.windowed()) {
      askAverages(table.readings());
    } else {
      askReadings(table.readings());
    }
    outputs.writeRejected(rejected);
    outputs.writeLedger(ledgers);
    serve.run(); // last: what fails before leaves no server behind
  }

  private Readings<ReadingBlock> readTable() {
    try {
      return inputs(config.average().input()).read(pipeline);
    } catch (InputException e) {
      throw new InputException(LookupReader.ofTable(e.getMessage()), e);
    }
  }

  private Inputs inputs(InputConfig input) {
    return new Inputs(input, config.average().stateOf());
  }

  private void account(Readings<?> readings) {
    rejected = rejected.and(readings.rejected());
    ledgers = ledgers.and(readings.ledger());
  }

  private void count(PCollection<Ledger> counts) {
    ledgers = ledgers.and(counts.setCoder(Ledger.coder()));
  }

  private void askReadings(PCollection<ReadingBlock> blocks) {
    PCollection<KV<Series, Double>> readings =
        blocks.apply("Readings", SingleReadings.of(Series.coder()));
    count(readings.apply("CountUsed", ParDo.of(CountFn.used(one -> 1))));
    ask(readings, DoubleCoder.of(), TableColumns.ofReadings(), Duration.ZERO, this::writeLate);
  }

  private void askAverages(PCollection<ReadingBlock> blocks) {
    AveragesResult<Series> averages =
        blocks.apply(
            "Averages", AverageGraph.averages(config.average()).overBlocks(Series.coder()));
    ledgers = ledgers.and(averages.ledger());
    rejected = rejected.and(outputs.writeLate(averages.late()).getAll());
    // On its way a result may be overtaken by the watermark, as far as that moves at once.
    Duration slack =
        new Inputs(config.average().input())
            .stride()
            .map(s -> s.multipliedBy(2))
            .orElse(Duration.ZERO);
    ask(
        averages.results(),
        RevisedResultCoder.coder(),
        TableColumns.ofResults(config.average().statistics()),
        slack,
        late -> {});
  }

  private <V> void ask(
      PCollection<KV<Series, V>> values,
      Coder<V> valueCoder,
      TableColumns<V> columns,
      Duration slack,
      Consumer<PCollection<KV<Series, LateUpdate<V>>>> late) {
    Partitioning<Series> shards = Partitioning.byHash(Series.coder(), SHARDS);
    values
        .apply("Skew", Skew.measuring(shards, SKEW_INTERVAL))
        .apply("LogSkew", ParDo.of(new LogSkewFn()));
    config
        .serve()
        .ifPresent(
            address -> serve(values, new LiveTable<>(timeToLive(), columns, valueCoder), address));
    if (config.requests().isPresent()) {
      PCollection<KV<Series, Update<V>>> updates =
          values
              .apply("Updates", ParDo.of(new UpdateFn<V>()))
              .setCoder(KvCoder.of(Series.coder(), Update.coder(valueCoder)));
      LookupResult<Series, V> result =
          requests(config.requests().get()).apply("Lookup", lookup(updates, slack));
      writeAnswers(result, columns);
      late.accept(result.late());
    }
  }

  private <V> void serve(
      PCollection<KV<Series, V>> values, LiveTable<V> table, ServeAddress address) {
    String name = UUID.randomUUID().toString();
    values.apply("Serve", ParDo.of(new ServeFn<V>(name)));
    serve =
        () -> {
          TableServer server = TableServer.start(address, table);
          ServedTable.add(name, table, server);
          LOG.info("the table is at http://{}/series", address);
        };
  }

  private long timeToLive() {
    return config.timeToLive().map(Duration::toMillis).orElse(Long.MAX_VALUE);
  }

  private <V> Lookup.In<Series, V> lookup(
      PCollection<KV<Series, Update<V>>> updates, Duration slack) {
    Lookup.In<Series, V> lookup =
        Lookup.in(updates)
            .withStateOf(config.stateOf())
            .withHistory(config.history())
            .withAllowedLateness(config.average().firing().allowedLateness().plus(slack));
    Lookup.In<Series, V> timed = config.timeToLive().map(lookup::withTimeToLive).orElse(lookup);
    return config.consistent() ? timed : timed.atOnce();
  }

  private PCollection<KV<Series, Request>> requests(InputConfig input) {
    Readings<ReadingBlock> records = readRequests(input);
    account(records);
    RequestFn fn =
        new RequestFn(
            config.average().input().schema().valueFields(),
            config.hasId(),
            input.schema().hasTime(),
            input.demo().isPresent());
    PCollection<KV<Series, Double>> each =
        records.readings().apply("EachRequest", SingleReadings.of(Series.coder()));
    count(each.apply("CountRequests", ParDo.of(CountFn.used(one -> 1))));
    return each.apply("ReadRequests", ParDo.of(fn))
        .setCoder(KvCoder.of(Series.coder(), Request.coder()));
  }

  private Readings<ReadingBlock> readRequests(InputConfig input) {
    try {
      return inputs(input).readBeside(pipeline, "Requests");
    } catch (InputException e) {
      throw new InputException(LookupReader.ofRequests(e.getMessage()), e);
    }
  }

  private <V> void writeAnswers(LookupResult<Series, V> result, TableColumns<V> columns) {
    AnswerRows<V> rows = new AnswerRows<>(columns);
    rejected =
        rejected.and(
            result
                .answers()
                .apply("AnswerRows", rows.toRows())
                .setRowSchema(rows.schema())
                .apply("Output", outputs.results(AnswerRows.ORDER))
                .getAll());
  }

  private void writeLate(PCollection<KV<Series, LateUpdate<Double>>> late) {
    count(late.apply("CountLate", ParDo.of(CountFn.late())));
    PCollection<KV<Series, LateReading>> readings =
        late.apply("LateReadings", ParDo.of(new LateReadingFn()))
            .setCoder(KvCoder.of(Series.coder(), LateReading.coder()));
    rejected = rejected.and(outputs.writeLate(readings).getAll());
  }
}
