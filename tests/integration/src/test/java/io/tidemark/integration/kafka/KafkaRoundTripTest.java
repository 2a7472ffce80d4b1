// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assume.assumeTrue;

import io.tidemark.testing.Run;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Data made by others, into a topic and out of one: the same numbers as from and to a file. */
public class KafkaRoundTripTest {
  private static final Path DATA = Path.of(System.getProperty("tidemark.data", "absent"));
  private static final Broker BROKER = Broker.shared();
  private static final Topics TOPICS = Topics.of(BROKER);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path file;

  @Before
  public void dataIsThere() {
    assumeTrue("no real data beside the checkout: " + DATA, Files.isDirectory(DATA));
    file = DATA.resolve("beijing-air.csv.gz");
  }

  @Test
  public void aTopicIsReadAsTheFileOnDirect() throws IOException {
    assertReadAsTheFile("--targetParallelism=3");
  }

  @Test
  public void aTopicIsReadAsTheFileOnFlink() throws IOException {
    assertReadAsTheFile("--runner=flink", "--parallelism=2", "--checkpointingInterval=500");
  }

  /** A station is a partition and in order, so no reading is late however they are interleaved. */
  private void assertReadAsTheFile(String... runner) throws IOException {
    Run expected = average("--input=" + file).succeeds();
    String topic = TOPICS.create(12);
    TOPICS.send(stations(topic));

    List<String> options = new ArrayList<>(Arrays.asList(runner));
    options.add("--input=" + BROKER.address(topic));
    options.add("--inputFormat=csv");
    options.add("--csvHeader=" + header());
    options.add("--maxDelay=1s");
    options.add("--stopWhenIdle=4s");
    Run run = average(options.toArray(new String[0])).succeeds();

    assertThat(run.rows(), equalTo(expected.rows()));
    assertThat(run.ledger(), equalTo(expected.ledger()));
    assertThat(run.ledger(), equalTo(List.of(420_768L, 420_370L, 0L, 398L, 0L)));
  }

  @Test
  public void movingAveragesOfATopicAreThoseOfTheFile() throws IOException {
    Run expected = moving("--input=" + file).succeeds();
    String topic = TOPICS.create(12);
    TOPICS.send(stations(topic));

    Run run =
        moving(
                "--runner=flink",
                "--parallelism=2",
                "--checkpointingInterval=500",
                "--input=" + BROKER.address(topic),
                "--inputFormat=csv",
                "--csvHeader=" + header(),
                "--maxDelay=1s",
                "--stopWhenIdle=4s")
            .succeeds();

    assertThat(run.rows(), equalTo(expected.rows()));
    assertThat(run.ledger(), equalTo(expected.ledger()));
  }

  private Run moving(String... more) throws IOException {
    String statistics = "mean,median,p99.9,distinct,rate,ewma(6h),timeWeightedMean(3h)";
    return Run.average(folder.newFolder().toPath(), options("count:72/24", statistics, more));
  }

  @Test
  public void aTopicHasTheRowsOfTheFileOnDirect() throws IOException {
    assertWrittenAsTheFile();
  }

  @Test
  public void aTopicHasTheRowsOfTheFileOnFlink() throws IOException {
    assertWrittenAsTheFile("--runner=flink", "--parallelism=2");
  }

  @Test
  public void aTopicOfAStreamHasEachRowOnceInTransactions() throws IOException {
    Path rows = folder.newFolder().toPath().resolve("rows.jsonl");
    line("--input=" + file, "--output=" + rows).succeeds();
    String input = TOPICS.create(12);
    String output = TOPICS.create(3);
    TOPICS.send(stations(input));

    line(
            "--input=" + BROKER.address(input),
            "--inputFormat=csv",
            "--csvHeader=" + header(),
            "--maxDelay=1s",
            "--stopWhenIdle=4s",
            "--runner=flink",
            "--parallelism=2",
            "--checkpointingInterval=500",
            "--exactlyOnce",
            "--output=" + BROKER.address(output))
        .succeeds();

    assertThat(
        TOPICS.read(output).stream().map(each -> Topics.text(each.value())).sorted().toList(),
        equalTo(Files.readAllLines(rows).stream().sorted().toList()));
  }

  private void assertWrittenAsTheFile(String... runner) throws IOException {
    Path rows = folder.newFolder().toPath().resolve("rows.jsonl");
    line("--input=" + file, "--output=" + rows).succeeds();
    String topic = TOPICS.create(3);

    List<String> options = new ArrayList<>(Arrays.asList(runner));
    options.add("--input=" + file);
    options.add("--output=" + BROKER.address(topic));
    line(options.toArray(new String[0])).succeeds();

    Map<String, String> expected = new TreeMap<>();
    for (String row : Files.readAllLines(rows)) {
      expected.put(row.replaceFirst(",\"timing\".*", "}"), row);
    }
    assertThat(new TreeMap<>(TOPICS.compacted(topic)), equalTo(expected));
    assertThat(TOPICS.read(topic).size(), equalTo(expected.size()));
    TOPICS
        .read(topic)
        .forEach(
            each ->
                assertThat(
                    Topics.text(each.value())
                        .contains(
                            "\"window_end\":\"" + java.time.Instant.ofEpochMilli(each.timestamp())),
                    equalTo(true)));
  }

  private Run average(String... more) throws IOException {
    return Run.average(folder.newFolder().toPath(), options(more));
  }

  private Run line(String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of("average"));
    options.addAll(Arrays.asList(options(more)));
    return Run.line(folder.newFolder().toPath(), options.toArray(new String[0]));
  }

  private static String[] options(String... more) {
    return options("fixed:1d", "count,sum,mean,min,max,variance,stddev,first,last", more);
  }

  private static String[] options(String window, String statistics, String[] more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--key=station",
                "--value=temp_c",
                "--time=epoch_sec_utc",
                "--timeFormat=epochSeconds",
                "--window=" + window,
                "--statistics=" + statistics));
    options.addAll(Arrays.asList(more));
    return options.toArray(new String[0]);
  }

  private List<ProducerRecord<byte[], byte[]>> stations(String topic) throws IOException {
    Map<String, Integer> partitions = new HashMap<>();
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (String line : lines()) {
      String station = line.split(",", 3)[1];
      int partition = partitions.computeIfAbsent(station, unused -> partitions.size());
      messages.add(Topics.message(topic, partition, null, station, line));
    }
    assertThat(new TreeSet<>(partitions.values()).size(), equalTo(12));
    return messages;
  }

  private List<String> lines() throws IOException {
    try (BufferedReader reader = reader()) {
      return reader.lines().skip(1).toList();
    }
  }

  private String header() throws IOException {
    try (BufferedReader reader = reader()) {
      return reader.readLine();
    }
  }

  private BufferedReader reader() throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
  }
}
