// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.record.InputException;
import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of a client: those of the user, and those that have to be.
 *
 * <p>They hold secrets, travel inside the source and the sink, and are never shown nor kept.
 */
final class KafkaSettings implements Serializable {
  private static final long serialVersionUID = 1;

  static final String GROUP = "group.id";

  private static final String HIDDEN = "[hidden]";
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(password|secret|jaas|credential|token|key|certificate).*");
  private static final Pattern QUOTED = Pattern.compile("=\\s*[\"']([^\"']+)[\"']");

  private final KafkaAddress address;
  private final TreeMap<String, String> given;

  private KafkaSettings(KafkaAddress address, Map<String, String> given) {
    this.address = address;
    this.given = new TreeMap<>(given);
  }

  /**
   * Those of {@code --kafkaConfig}, for an address.
   *
   * @throws InputException if there is such a file and it cannot be read
   */
  static KafkaSettings of(KafkaAddress address, KafkaOptions options) {
    Map<String, String> given = new TreeMap<>();
    if (options.getKafkaConfig() != null) {
      read(options.getKafkaConfig())
          .forEach((name, value) -> given.put(name.toString(), value.toString()));
    }
    return new KafkaSettings(address, given);
  }

  private static Properties read(String file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file", e);
    } catch (MalformedInputException e) {
      throw unreadable(file, "it is not UTF-8", e);
    } catch (IOException e) {
      throw unreadable(file, "it cannot be read", e);
    } catch (IllegalArgumentException e) {
      // Its message may have a part of the line, and with it a secret.
      throw unreadable(
          file, "it must be a Java properties file, and an escape in it is none", null);
    }
    return properties;
  }

  private static InputException unreadable(String file, String why, Exception cause) {
    return new InputException(String.format("--kafkaConfig '%s': %s", file, why), cause);
  }

  /** The address alone. */
  KafkaSettings withoutGiven() {
    return new KafkaSettings(address, Map.of());
  }

  KafkaAddress address() {
    return address;
  }

  /** Whether they say anything of TLS or of a user. */
  boolean haveSecurity() {
    return given.containsKey("security.protocol");
  }

  /** The consumer group, if there is one. */
  Optional<String> group() {
    return Optional.ofNullable(given.get(GROUP)).filter(id -> !id.isBlank());
  }

  /** For a consumer that is one of several, to be told apart. */
  Map<String, Object> consumer(int index) {
    Map<String, Object> all = new TreeMap<>();
    all.put("isolation.level", "read_committed");
    all.put("max.poll.records", "4000");
    all.put("metadata.max.age.ms", "30000"); // so soon a new partition is seen
    all.putAll(given);
    all.put("client.id", given.getOrDefault("client.id", "tidemark") + "-" + index);
    all.put("allow.auto.create.topics", "false");
    all.put("enable.auto.commit", "false");
    all.put("auto.offset.reset", "none"); // we say where to start, and what is gone is an error
    return to(all);
  }

  /** For a producer. */
  Map<String, Object> producer() {
    Map<String, Object> all = new TreeMap<>();
    all.put("linger.ms", "5");
    all.putAll(given);
    all.put("acks", "all");
    all.put("enable.idempotence", "true"); // keeps the order, too
    return to(all);
  }

  /** The largest record that a producer takes. */
  RecordLimit limit() {
    return limit(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, "1048576")
        .and(limit(ProducerConfig.BUFFER_MEMORY_CONFIG, "33554432"));
  }

  /**
   * With batches that are no larger than a record may be: a producer cuts one that is refused into
   * batches of the same size again, until its time is up.
   */
  KafkaSettings withBatchesUpTo(RecordLimit limit) {
    TreeMap<String, String> all = new TreeMap<>(given);
    RecordLimit batch = limit(ProducerConfig.BATCH_SIZE_CONFIG, "16384").and(limit);
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(batch.bytes()));
    return new KafkaSettings(address, all);
  }

  private RecordLimit limit(String name, String otherwise) {
    String text = given.getOrDefault(name, otherwise);
    try {
      return new RecordLimit((int) Math.min(Long.parseLong(text.strip()), Integer.MAX_VALUE), name);
    } catch (NumberFormatException e) {
      throw new InputException(
          String.format("--kafkaConfig: %s=%s: must be a whole number", name, text), e);
    }
  }

  /** For a producer in transactions. */
  Map<String, Object> producer(String transactionalId) {
    Map<String, Object> all = producer();
    all.put("transactional.id", transactionalId);
    return all;
  }

  /** For asking questions, which are to be answered soon. */
  Map<String, Object> admin() {
    Map<String, Object> all = new TreeMap<>(given);
    all.put("request.timeout.ms", "4000");
    all.put("default.api.timeout.ms", "8000");
    all.put("socket.connection.setup.timeout.ms", "3000");
    all.put("socket.connection.setup.timeout.max.ms", "4000");
    return to(all);
  }

  private Map<String, Object> to(Map<String, Object> all) {
    all.put("bootstrap.servers", address.servers());
    return all;
  }

  /** A text of the client without the secrets of these settings, should there be any in it. */
  String hide(String text) {
    String hidden = text;
    for (Map.Entry<String, String> setting : given.entrySet()) {
      if (SECRET_NAME.matcher(setting.getKey()).matches() && !setting.getValue().isBlank()) {
        hidden = hidden.replace(setting.getValue(), HIDDEN);
        Matcher quoted = QUOTED.matcher(setting.getValue());
        while (quoted.find()) {
          hidden = hidden.replace(quoted.group(1), HIDDEN);
        }
      }
    }
    return hidden;
  }

  /** The names alone. */
  @Override
  public String toString() {
    return address + " " + given.keySet();
  }
}
