// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

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
    Admin admin = null;
    try {
      admin = Admin.create(settings.admin());
      return admin
          .describeTopics(List.of(topic))
          .topicNameValues()
          .get(topic)
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .partitions()
          .size();
    } catch (ExecutionException | KafkaException e) {
      throw problem.apply(KafkaProblem.of(e, settings));
    } catch (TimeoutException e) {
      throw problem.apply("no broker answers");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem.apply("interrupted");
    } finally {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }
}
