// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.kafka;

import io.tidemark.benchmarks.files.DataFile;
import io.tidemark.benchmarks.files.Dataset;
import io.tidemark.benchmarks.files.Means;
import io.tidemark.benchmarks.measure.Arguments;
import io.tidemark.benchmarks.measure.Command;
import io.tidemark.benchmarks.measure.Command.FailedRun;
import io.tidemark.benchmarks.measure.Machine;
import io.tidemark.benchmarks.measure.MarkdownTable;
import io.tidemark.benchmarks.measure.Sample;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Hourly means of a topic of {@code epochMillis,sensor,value}.
 *
 * <p>Each variant also reads a topic of a few records: what that takes, start-up and the wait for
 * silence, is taken off.
 */
public final class KafkaComparison {
  private static final long FEW = 1_000;
  private static final int CHUNK = 100_000;

  private final List<TopicVariant> variants;
  private final long records;
  private final long slowRecords;
  private final int partitions;
  private final int rounds;
  private final Duration timeout;
  private final Path folder;
  private final Path jar;
  private final Broker broker;
  private final Topics topics;
  private final Map<Long, String> filled = new TreeMap<>();
  private final Map<Long, Means> expected = new TreeMap<>();

  private KafkaComparison(Arguments arguments) {
    this.variants =
        arguments.texts("variants", TopicVariant.names()).stream()
            .map(TopicVariant::named)
            .toList();
    this.records = arguments.longNumber("records", 10_000_000);
    this.slowRecords = arguments.longNumber("slowRecords", Math.max(1, records / 10));
    this.partitions = arguments.number("partitions", 4);
    this.rounds = arguments.number("rounds", 3);
    this.timeout = Duration.ofSeconds(arguments.number("timeout", 900));
    this.folder = Path.of(arguments.text("folder", "target/runs")).toAbsolutePath();
    this.jar = Path.of(arguments.text("jar", "pipelines/target/tidemark.jar")).toAbsolutePath();
    arguments.checkAllRead();
    this.broker = Broker.start();
    this.topics = Topics.of(broker);
  }

  /** Compares as the options say; whether all went well and agreed. */
  public static boolean run(Arguments arguments) {
    KafkaComparison comparison = new KafkaComparison(arguments);
    try {
      return comparison.compare();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      comparison.broker.kill();
    }
  }

  private boolean compare() throws IOException {
    System.out.printf(
        "%n%s; %,d records, %d partitions, the broker on the same machine.%n",
        Machine.describe(), records, partitions);
    Map<TopicVariant, Sample> seconds = new EnumMap<>(TopicVariant.class);
    Map<TopicVariant, Sample> startUps = new EnumMap<>(TopicVariant.class);
    boolean well = true;
    for (int round = 1; round <= rounds; round++) {
      for (TopicVariant variant : variants) {
        try {
          double startUp = measure(variant, FEW);
          double whole = measure(variant, recordsOf(variant));
          startUps.computeIfAbsent(variant, unused -> new Sample()).add(startUp);
          seconds.computeIfAbsent(variant, unused -> new Sample()).add(whole - startUp);
        } catch (FailedRun e) {
          System.out.println("FAILED: " + variant.optionName() + ": " + e.getMessage());
          well = false;
        }
      }
    }
    System.out.printf("%n%s%n", table(seconds, startUps));
    return well;
  }

  private long recordsOf(TopicVariant variant) {
    return variant.isSlow() ? slowRecords : records;
  }

  private double measure(TopicVariant variant, long count) throws IOException {
    String topic = topic(count);
    Path place = folder.resolve("kafka").resolve(variant.optionName());
    Path output = place.resolve("means.csv");
    double took = command(variant, topic, count, place, output).run().seconds();
    System.err.printf(
        Locale.ROOT, "%s: %,d records in %.2f s%n", variant.optionName(), count, took);
    if (!variant.isSlow()) {
      check(count, Means.read(output));
    }
    return took;
  }

  private void check(long count, Means means) {
    Means right = expected.computeIfAbsent(count, unused -> means);
    means
        .difference(right)
        .ifPresent(
            difference -> {
              throw new FailedRun("WRONG RESULTS: " + difference, List.of());
            });
  }

  private Command command(TopicVariant variant, String topic, long count, Path place, Path output) {
    if (!variant.isTidemark()) {
      return Command.java(
          "",
          TopicRun.class.getName(),
          List.of(
              "--variant=" + variant.optionName(),
              "--server=" + broker.server(),
              "--topic=" + topic,
              "--records=" + count,
              "--output=" + output),
          place,
          timeout);
    }
    List<String> words =
        new ArrayList<>(
            List.of(
                Command.javaProgram(),
                "-jar",
                jar.toString(),
                "average",
                "--input=" + broker.address(topic),
                "--inputFormat=csv",
                "--csvHeader=" + String.join(",", Dataset.HOURLY.fields()),
                "--key=" + Dataset.HOURLY.key(),
                "--value=" + Dataset.HOURLY.value(),
                "--time=time",
                "--timeFormat=epochMillis",
                "--window=fixed:1h",
                "--statistics=count,mean",
                // Partitions are read at different speeds.
                "--maxDelay=60d",
                "--stopWhenIdle=3s",
                "--output=" + output));
    words.addAll(variant.runner());
    return new Command(words, place, timeout);
  }

  /** A topic of so many records; they are the rows of the file benchmark, over the partitions. */
  private String topic(long count) throws IOException {
    String known = filled.get(count);
    if (known != null) {
      return known;
    }
    String topic = topics.create(partitions);
    Path file = DataFile.of(Dataset.HOURLY, count, folder.resolveSibling("data"));
    try (BufferedReader rows = Files.newBufferedReader(file)) {
      List<ProducerRecord<byte[], byte[]>> chunk = new ArrayList<>();
      int partition = 0;
      for (String row = rows.readLine(); row != null; row = rows.readLine()) {
        long time = Long.parseLong(row.substring(0, row.indexOf(',')));
        chunk.add(
            new ProducerRecord<>(
                topic, partition, time, null, row.getBytes(StandardCharsets.UTF_8)));
        partition = (partition + 1) % partitions;
        if (chunk.size() == CHUNK) {
          topics.send(chunk);
          chunk.clear();
        }
      }
      topics.send(chunk);
    }
    filled.put(count, topic);
    return topic;
  }

  private String table(Map<TopicVariant, Sample> seconds, Map<TopicVariant, Sample> startUps) {
    MarkdownTable table =
        new MarkdownTable(
            "variant", "records", "start-up, s", "s beyond it", "from - to", "records/s", "x loop");
    Sample loop = seconds.getOrDefault(TopicVariant.LOOP, new Sample());
    double loopRate = records / loop.median();
    for (Map.Entry<TopicVariant, Sample> each : seconds.entrySet()) {
      TopicVariant variant = each.getKey();
      Sample sample = each.getValue();
      double rate = recordsOf(variant) / sample.median();
      table.row(
          List.of(
              variant.optionName(),
              String.format(Locale.ROOT, "%,d", recordsOf(variant)),
              MarkdownTable.digits(startUps.get(variant).median()),
              MarkdownTable.digits(sample.median()),
              MarkdownTable.digits(sample.min()) + " - " + MarkdownTable.digits(sample.max()),
              MarkdownTable.rate(rate),
              MarkdownTable.digits(rate / loopRate)));
    }
    return table.toString();
  }
}
