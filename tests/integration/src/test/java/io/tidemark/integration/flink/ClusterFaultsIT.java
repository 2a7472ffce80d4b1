// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.testing.Await;
import io.tidemark.testing.Seed;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * A million readings for each round, some late and some sent twice, while processes of the cluster
 * are killed or frozen, or miss what they need, at moments chosen by a seed ({@code -Drounds=3} for
 * each fault three times): the topics of results and of late readings have what they have without
 * that, each row once, and the ledger balances.
 */
public class ClusterFaultsIT {
  private static final Broker BROKER = Broker.start();
  private static final Topics TOPICS = Topics.of(BROKER);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final int PARTITIONS = 3;
  private static final int ROUNDS = Integer.getInteger("rounds", 1);
  private static final int READINGS = 1_000_000 * ROUNDS;
  private static final int SERIES = 100;

  /** Readings that are sent at once, and for which a moment of real time is taken. */
  private static final int BATCH = 10_000;

  private static final long MILLIS_PER_BATCH = 700;

  /** Event time from one reading to the next: 14 hours in all. */
  private static final int STEP_MILLIS = 50;

  private static final int DISORDER_MILLIS = 30_000;
  private static final int HOUR = 3_600_000;

  /** In the second half one in so many is of before the start. */
  private static final int LATE = 1_000;

  private static final int TWICE = 501;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void everyRowIsThereOnceWhateverDies() throws Exception {
    Random random = new Random(Seed.of("ClusterFaultsIT"));
    Readings readings = new Readings(random.nextLong());
    String input = TOPICS.create(PARTITIONS);
    String output = TOPICS.create(2);
    String late = TOPICS.create(2);
    Path ledger = folder.newFolder().toPath().resolve("ledger.json");
    try (Cluster cluster = Cluster.in(folder.newFolder().toPath());
        SmallDisk disk = SmallDisk.at(cluster.target("cluster/tmp"))) {
      cluster.up("--port", String.valueOf(cluster.port()), "--taskmanagers", "2", "--ha");
      submit(cluster, input, output, late, ledger);

      List<Fault> faults = faults(random, disk.isMounted());
      int batches = READINGS / BATCH;
      for (int batch = 0; batch < batches; batch++) {
        Instant next = Instant.now().plusMillis(MILLIS_PER_BATCH);
        TOPICS.send(readings.next(input, BATCH));
        int part = batches / (faults.size() + 1);
        if (batch % part == part - 1 && batch / part < faults.size()) {
          Fault fault = faults.get(batch / part);
          System.out.println(fault + " after batch " + batch);
          fault.happen(cluster, random);
        }
        LockSupport.parkUntil(next.toEpochMilli());
      }
      Await.until("the end of the job", () -> cluster.run("list").out().contains("  FINISHED"));
    }

    JsonNode counts = JSON.readTree(Files.readString(ledger));
    assertThat(counts.path("read").asInt(), is(readings.sent));
    assertThat(counts.path("used").asInt(), is(readings.sent - readings.late));
    assertThat(counts.path("late").asInt(), is(readings.late));
    assertThat(results(output), equalTo(readings.expected()));
    assertThat("late", TOPICS.read(late).size(), is(readings.late));
  }

  /** Each so often as there are rounds, but for what cannot be here. */
  private static List<Fault> faults(Random random, boolean hasDisk) {
    List<Fault> faults = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      faults.addAll(List.of(Fault.values()));
    }
    if (!hasDisk) {
      System.out.println("ClusterFaultsIT without a full disk: it takes the right to mount one");
      faults.removeAll(List.of(Fault.DISK_FULL));
    }
    Collections.shuffle(faults, random);
    return faults;
  }

  private enum Fault {
    TASK_MANAGER_KILLED {
      @Override
      void happen(Cluster cluster, Random random) throws Exception {
        cluster.kill("taskmanager-" + (1 + random.nextInt(2)));
        cluster.up();
      }
    },
    BOTH_TASK_MANAGERS_KILLED {
      @Override
      void happen(Cluster cluster, Random random) throws Exception {
        cluster.kill("taskmanager-1");
        cluster.kill("taskmanager-2");
        cluster.up();
      }
    },
    JOB_MANAGER_KILLED {
      @Override
      void happen(Cluster cluster, Random random) throws Exception {
        cluster.kill("jobmanager");
        cluster.up();
      }
    },
    TASK_MANAGER_FROZEN {
      @Override
      void happen(Cluster cluster, Random random) throws Exception {
        String process = "taskmanager-" + (1 + random.nextInt(2));
        cluster.freeze(process);
        LockSupport.parkNanos(LONGER_THAN_THE_HEARTBEAT_NANOS);
        cluster.thaw(process);
      }
    },
    SOURCE_AND_SINK_GONE {
      @Override
      void happen(Cluster cluster, Random random) throws Exception {
        BROKER.kill();
        LockSupport.parkNanos(AWAY_NANOS);
        BROKER.restart();
      }
    },
    CHECKPOINTS_NOT_WRITABLE {
      @Override
      void happen(Cluster cluster, Random random) throws Exception {
        // Who may do everything may write into a folder without permissions, but not into a file.
        Path checkpoints = cluster.target("cluster/checkpoints");
        Path aside = Files.move(checkpoints, cluster.target("cluster/aside"));
        Files.createFile(checkpoints);
        LockSupport.parkNanos(AWAY_NANOS);
        Files.delete(checkpoints);
        Files.move(aside, checkpoints);
      }
    },
    DISK_FULL {
      @Override
      void happen(Cluster cluster, Random random) throws Exception {
        SmallDisk disk = SmallDisk.mountedAt(cluster.target("cluster/tmp"));
        disk.fill();
        long before = missed(cluster);
        LockSupport.parkNanos(AWAY_NANOS);
        Await.until(
            "a task to miss it",
            () -> {
              disk.fill(); // what was removed meanwhile made room again
              return missed(cluster) > before;
            });
        disk.free();
      }
    };

    private static final long AWAY_NANOS = 10_000_000_000L;
    private static final long LONGER_THAN_THE_HEARTBEAT_NANOS = 8_000_000_000L;

    abstract void happen(Cluster cluster, Random random) throws Exception;

    /** What cannot even make a folder to begin in does not say that there was no space. */
    private static long missed(Cluster cluster) throws IOException {
      return cluster.linesOfLog("No space left on device")
          + cluster.linesOfLog(" to FAILED with failure cause");
    }
  }

  private static void submit(Cluster cluster, String input, String output, String late, Path ledger)
      throws Exception {
    cluster
        .run(
            "submit",
            "average",
            "--input=" + BROKER.address(input),
            "--key=@key",
            "--value=value",
            "--time=@timestamp",
            "--window=fixed:1h",
            "--statistics=count,mean",
            "--maxDelay=1m",
            "--stopWhenIdle=15s",
            "--output=" + BROKER.address(output),
            "--lateOutput=" + BROKER.address(late),
            "--exactlyOnce",
            "--ledger=" + ledger,
            "--checkpointingInterval=2000",
            "--parallelism=4",
            "--jobName=air")
        .succeeds();
  }

  /** Count and mean by series and window; a row that is there twice is an error. */
  private static Map<String, String> results(String topic) throws Exception {
    Map<String, String> results = new TreeMap<>();
    for (var record : TOPICS.read(topic)) {
      JsonNode row = JSON.readTree(record.value());
      String key = row.path("key").asText() + " " + row.path("window_start").asText();
      String before =
          results.put(key, row.path("count").asText() + " " + row.path("mean").asText());
      assertThat(key + " is there twice", before, equalTo(null));
    }
    assertThat(results.size(), greaterThanOrEqualTo(SERIES));
    return results;
  }

  /**
   * What is sent, and what comes of it: values are whole numbers, so that a double adds them up.
   */
  private static final class Readings {
    private final Random random;
    private final Map<String, long[]> sums = new TreeMap<>();
    private int number;
    private int sent;
    private int late;

    Readings(long seed) {
      random = new Random(seed);
    }

    List<ProducerRecord<byte[], byte[]>> next(String topic, int count) {
      List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
      for (int i = 0; i < count; i++, number++) {
        ProducerRecord<byte[], byte[]> message = reading(topic);
        messages.add(message);
        if (number % TWICE == 0) {
          messages.add(message);
          add(message);
        }
      }
      return messages;
    }

    private ProducerRecord<byte[], byte[]> reading(String topic) {
      boolean isLate = number > READINGS / 2 && number % LATE == 0;
      long time =
          isLate
              ? START - HOUR
              : START + (long) number * STEP_MILLIS + random.nextInt(DISORDER_MILLIS);
      ProducerRecord<byte[], byte[]> message =
          Topics.message(
              topic,
              number % PARTITIONS,
              time,
              "s" + random.nextInt(SERIES),
              String.format("{\"value\":%d}", random.nextInt(100_000)));
      add(message);
      return message;
    }

    private void add(ProducerRecord<byte[], byte[]> message) {
      sent++;
      if (message.timestamp() < START) {
        late++;
        return;
      }
      Instant window = Instant.ofEpochMilli(Math.floorDiv(message.timestamp(), HOUR) * (long) HOUR);
      long[] sum =
          sums.computeIfAbsent(Topics.text(message.key()) + " " + window, key -> new long[2]);
      sum[0]++;
      sum[1] += Long.parseLong(Topics.text(message.value()).replaceAll("\\D", ""));
    }

    Map<String, String> expected() {
      Map<String, String> expected = new TreeMap<>();
      sums.forEach(
          (key, sum) -> expected.put(key, sum[0] + " " + ((double) sum[1] / (double) sum[0])));
      return expected;
    }
  }
}
