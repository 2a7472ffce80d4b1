// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.recovery;

import static io.tidemark.benchmarks.measure.MarkdownTable.digits;

import io.tidemark.benchmarks.measure.Arguments;
import io.tidemark.benchmarks.measure.Command.FailedRun;
import io.tidemark.benchmarks.measure.Machine;
import io.tidemark.benchmarks.measure.MarkdownTable;
import io.tidemark.benchmarks.measure.OptionNamed;
import io.tidemark.benchmarks.measure.Sample;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Sliding averages of a topic on a cluster of processes: how long from the kill of a TaskManager to
 * caught up, how large checkpoints are and how long they take.
 */
public final class RecoveryComparison {
  private static final int PARTITIONS = 4;
  private static final int PANES = 12;
  private static final long PANE_MILLIS = 300_000;
  private static final double MEGABYTE = 1e6;

  private final List<Backend> backends;
  private final List<Integer> series;
  private final int rate;
  private final int rounds;
  private final int interval;
  private final int memory;
  private final int port;
  private final Duration timeout;
  private final Path folder;
  private final Broker broker;
  private final Topics topics;

  private RecoveryComparison(Arguments arguments) {
    this.backends =
        arguments.texts("backends", OptionNamed.all(Backend.class)).stream()
            .map(name -> OptionNamed.find("backends", Backend.class, name))
            .toList();
    this.series = arguments.numbers("series", "10000,100000,1000000");
    this.rate = arguments.number("rate", 10_000);
    this.rounds = arguments.number("rounds", 3);
    this.interval = arguments.number("interval", 2_000);
    this.memory = arguments.number("memory", 1728);
    this.port = arguments.number("port", 8081);
    this.timeout = Duration.ofSeconds(arguments.number("timeout", 600));
    this.folder =
        Path.of(arguments.text("folder", "target/runs")).toAbsolutePath().resolve("recovery");
    arguments.checkAllRead();
    this.broker = Broker.start();
    this.topics = Topics.of(broker);
  }

  /** Measures as the options say; whether all went well. */
  public static boolean run(Arguments arguments) {
    RecoveryComparison comparison = new RecoveryComparison(arguments);
    try {
      return comparison.compare();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      comparison.broker.kill();
    }
  }

  private boolean compare() throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%n%s; sliding:1h/5m, %,d readings a second, a checkpoint every %,d ms, two TaskManagers of"
            + " two slots and %,d MB.%n",
        Machine.describe(),
        rate,
        interval,
        memory);
    MarkdownTable table =
        new MarkdownTable(
            "state in",
            "series",
            "checkpoint, MB",
            "of it new, MB",
            "it takes, ms",
            "from - to",
            "kill to caught up, s",
            "from - to");
    boolean well = true;
    for (Backend backend : backends) {
      for (int count : series) {
        try {
          table.row(measure(backend, count));
        } catch (FailedRun e) {
          System.out.printf("FAILED: %s, %d: %s%n", backend.optionName(), count, e.getMessage());
          well = false;
        }
      }
    }
    System.out.printf("%n%s%n", table);
    return well;
  }

  private List<String> measure(Backend backend, int count)
      throws IOException, InterruptedException {
    String topic = topics.create(PARTITIONS);
    Feed feed = new Feed(topics, topic, PARTITIONS, count);
    feed.fill(PANES, PANE_MILLIS);
    try (DevCluster cluster = DevCluster.up(port, memory, folder)) {
      String job = cluster.submit(options(backend, topic, cluster));
      Recovery recovery = new Recovery(cluster, topics, topic, job, feed, timeout);
      recovery.awaitAll();
      feed.start(rate, PANES * PANE_MILLIS - 1);
      Recovery.Checkpoints checkpoints = recovery.checkpoints();
      Sample seconds = new Sample();
      for (int round = 0; round < rounds; round++) {
        seconds.add(recovery.kill(1 + round % 2));
        System.err.printf(
            Locale.ROOT,
            "%s, %,d series: round %d of %d%n",
            backend.optionName(),
            count,
            round + 1,
            rounds);
      }
      return row(backend, count, checkpoints, seconds);
    } finally {
      feed.end();
    }
  }

  private static List<String> row(
      Backend backend, int count, Recovery.Checkpoints checkpoints, Sample seconds) {
    return List.of(
        backend.optionName(),
        String.format(Locale.ROOT, "%,d", count),
        digits(checkpoints.bytes().median() / MEGABYTE),
        digits(checkpoints.written().median() / MEGABYTE),
        digits(checkpoints.millis().median()),
        range(checkpoints.millis()),
        digits(seconds.median()),
        range(seconds));
  }

  private static String range(Sample sample) {
    return digits(sample.min()) + " - " + digits(sample.max());
  }

  /** Of the job; offsets are committed to a group that has the name of the topic. */
  private List<String> options(Backend backend, String topic, DevCluster cluster)
      throws IOException {
    Files.createDirectories(folder);
    Path config = Files.writeString(folder.resolve("kafka.properties"), "group.id=" + topic);
    List<String> options =
        new ArrayList<>(
            List.of(
                "average",
                "--jobName=" + topic,
                "--input=" + broker.address(topic),
                "--kafkaConfig=" + config,
                "--kafkaStart=earliest",
                "--inputFormat=csv",
                "--csvHeader=value",
                "--key=@key",
                "--value=value",
                "--time=@timestamp",
                "--window=sliding:1h/5m",
                // What was filled in is read at different speeds.
                "--maxDelay=2h",
                "--statistics=count,mean",
                "--output=" + broker.address(topics.create(2)),
                "--checkpointingInterval=" + interval,
                "--parallelism=4"));
    options.addAll(backend.options(cluster.checkpoints()));
    return options;
  }
}
