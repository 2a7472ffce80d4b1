// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/** Asks for a topic, so that what is wrong with it is known at once and in one line. */
final class TopicCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private TopicCheck() {}

  /**
   * How many partitions a topic has.
   *
   * @param problem makes an exception of what is wrong
   */
  static int partitions(KafkaSettings settings, Function<String, RuntimeException> problem) {
    String topic = settings.address().topic();
    return ask(
            settings,
            admin -> admin.describeTopics(List.of(topic)).topicNameValues().get(topic),
            cause -> {
              throw problem.apply(KafkaProblem.atStart(cause, settings));
            })
        .partitions()
        .size();
  }

  /**
   * The largest batch that a topic takes; none where the user may not know.
   *
   * @param problem makes an exception of what is wrong
   */
  static Optional<RecordLimit> limit(
      KafkaSettings settings, Function<String, RuntimeException> problem) {
    ConfigResource topic =
        new ConfigResource(ConfigResource.Type.TOPIC, settings.address().topic());
    return ask(
        settings,
        admin ->
            admin.describeConfigs(List.of(topic)).values().get(topic).thenApply(TopicCheck::limit),
        cause -> {
          if (cause.getCause() instanceof AuthorizationException) {
            return Optional.empty();
          }
          throw problem.apply(KafkaProblem.atStart(cause, settings));
        });
  }

  private static Optional<RecordLimit> limit(Config config) {
    String bytes = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
    return Optional.of(
        new RecordLimit(Integer.parseInt(bytes), TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
  }

  private static <T> T ask(
      KafkaSettings settings, Function<Admin, KafkaFuture<T>> question, Function<Exception, T> no) {
    Admin admin = null;
    try {
      admin = Admin.create(settings.admin());
      return question.apply(admin).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | KafkaException e) {
      return no.apply(e);
    } catch (TimeoutException e) {
      return no.apply(new org.apache.kafka.common.errors.TimeoutException(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return no.apply(e);
    } finally {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }
}
