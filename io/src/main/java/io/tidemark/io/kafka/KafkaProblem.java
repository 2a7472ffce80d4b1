// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a failure of the client means to a user: a line without a secret. */
final class KafkaProblem {
  private static final String SILENCE = "no broker answers";

  private KafkaProblem() {}

  /** Before a run begins, when it may be that the settings do not go with the broker. */
  static String atStart(Throwable failure, KafkaSettings settings) {
    String problem = of(failure, settings);
    return problem.equals(SILENCE) && !settings.haveSecurity()
        ? problem + "; one that asks for TLS or a user needs --kafkaConfig"
        : problem;
  }

  static String of(Throwable failure, KafkaSettings settings) {
    Throwable cause = told(failure);
    if (cause instanceof TimeoutException) {
      return SILENCE;
    }
    if (cause instanceof InterruptedException) {
      return "interrupted";
    }
    if (cause instanceof UnknownTopicOrPartitionException
        || cause instanceof InvalidTopicException) {
      return "there is no such topic";
    }
    if (cause instanceof SslAuthenticationException) {
      return "the TLS connection fails, see --kafkaConfig: " + message(cause, settings);
    }
    if (cause instanceof AuthenticationException) {
      return "the broker refuses the user or password of --kafkaConfig";
    }
    if (cause instanceof AuthorizationException) {
      return "the user of --kafkaConfig may not: " + message(cause, settings);
    }
    if (cause instanceof ConfigException && message(cause, settings).contains("bootstrap")) {
      return "no such host";
    }
    return "see --kafkaConfig: " + message(cause, settings);
  }

  /** The first cause that is no wrapping of the client's. */
  private static Throwable told(Throwable failure) {
    Throwable told = failure;
    while (told.getCause() != null && isWrapping(told)) {
      told = told.getCause();
    }
    return told;
  }

  private static boolean isWrapping(Throwable failure) {
    return !(failure instanceof KafkaException) || failure.getClass() == KafkaException.class;
  }

  private static String message(Throwable cause, KafkaSettings settings) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : settings.hide(message);
  }
}
