// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt: half a second, doubled up to half a minute. */
final class Backoff {
  private static final long FIRST = 500;
  private static final long LONGEST = 30_000;

  private long next = FIRST;

  /** Waits, give or take a quarter, so that many clients do not come all at once. */
  void pause() throws IOException {
    long millis = ThreadLocalRandom.current().nextLong(next * 3 / 4, next * 5 / 4 + 1);
    next = Math.min(2 * next, LONGEST);
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw MqttConnection.interrupted(e);
    }
  }
}
