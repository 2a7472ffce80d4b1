// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import java.io.IOException;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.FluentBackoff;
import org.apache.beam.sdk.util.Sleeper;
import org.joda.time.Duration;

/** Waits before the next attempt: half a second, doubled up to half a minute, give or take. */
final class Backoff {
  private final BackOff pauses =
      FluentBackoff.DEFAULT
          .withExponent(2)
          .withInitialBackoff(Duration.millis(500))
          .withMaxBackoff(Duration.standardSeconds(30))
          .backoff();

  void pause() throws IOException {
    try {
      BackOffUtils.next(Sleeper.DEFAULT, pauses);
    } catch (InterruptedException e) {
      throw MqttConnection.interrupted(e);
    }
  }
}
