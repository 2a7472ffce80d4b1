// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.record.InputException;
import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Where to begin.
 *
 * @param kind one of four
 * @param millis since 1970, for a time
 */
record KafkaStart(Kind kind, long millis) implements Serializable {
  enum Kind {
    EARLIEST,
    LATEST,
    GROUP,
    TIME
  }

  /** The first record there is. */
  static KafkaStart earliest() {
    return of(Kind.EARLIEST);
  }

  private static KafkaStart of(Kind kind) {
    return new KafkaStart(kind, 0);
  }

  /**
   * What {@code --kafkaStart} says.
   *
   * @throws InputException if it is none
   */
  static KafkaStart of(KafkaOptions options, KafkaSettings settings) {
    String text = options.getKafkaStart();
    boolean hasGroup = settings.group().isPresent();
    if (text == null) {
      return of(hasGroup ? Kind.GROUP : Kind.EARLIEST);
    }
    return switch (text) {
      case "earliest" -> earliest();
      case "latest" -> of(Kind.LATEST);
      case "group" -> {
        if (!hasGroup) {
          throw problem(text, "needs a group.id in --kafkaConfig");
        }
        yield of(Kind.GROUP);
      }
      default -> new KafkaStart(Kind.TIME, time(text));
    };
  }

  private static long time(String text) {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw problem(text, "must be earliest, latest, group or a time such as 2026-01-01T00:00:00Z");
    }
  }

  private static InputException problem(String text, String problem) {
    return new InputException(String.format("--kafkaStart '%s': %s", text, problem));
  }
}
