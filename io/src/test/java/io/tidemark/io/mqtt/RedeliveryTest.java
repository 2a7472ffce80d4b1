// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public class RedeliveryTest {
  @Test
  public void whatWasNotAcknowledgedComesFirst() {
    assertThat(old("1 2 3", "1 2 3 4 5"), equalTo(3));
  }

  @Test
  public void whatWasAcknowledgedAMomentAgoMayPrecede() {
    assertThat(old("3 4", "1 2 3 4 5"), equalTo(4));
  }

  @Test
  public void aRunThatBeginsTwiceIsFoundWhereItIsWhole() {
    assertThat(old("1 1 2", "1 1 1 2 1 1 2"), equalTo(4));
  }

  @Test
  public void equalMessagesAreTakenToBeTheFirst() {
    assertThat(old("7 7", "7 7 7 7"), equalTo(2));
  }

  @Test
  public void whatIsNotThereIsNotFound() {
    assertThat(old("1 2", "2 1 3 4"), equalTo(-1));
  }

  @Test
  public void whatIsNewAndComesBeforeIsNew() {
    Redelivery<Long> redelivery = new Redelivery<>(numbers("3 4"), number -> number <= 2);
    for (long number : numbers("8 2 9")) {
      assertThat(redelivery.endsWith(number, number), is(false));
    }
    redelivery.endsWith(3L, 3);
    assertThat(redelivery.endsWith(4L, 4), is(true));

    assertThat(redelivery.again(), contains(2L, 3L, 4L));
    assertThat(redelivery.fresh(), contains(8L, 9L));
  }

  @Test
  public void nothingNewIsEverTakenForOld() {
    String given = System.getProperty("seed", "");
    long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
    String cases = System.getProperty("cases", "");
    System.out.println("RedeliveryTest -Dseed=" + seed);
    Random random = new Random(seed);
    for (int i = cases.isEmpty() ? 20_000 : Integer.parseInt(cases); i > 0; i--) {
      int values = 1 + random.nextInt(4);
      long[] sent = random.longs(1 + random.nextInt(12), 0, values).toArray();
      int handedOver = 1 + random.nextInt(sent.length);
      int unacknowledged = random.nextInt(handedOver);
      int again = random.nextInt(unacknowledged + 1); // of what was acknowledged some comes again

      Redelivery<Long> redelivery =
          new Redelivery<>(
              Arrays.copyOfRange(sent, unacknowledged, handedOver), fingerprint -> true);
      int found = -1;
      for (int at = again; at < sent.length && found < 0; at++) {
        found = redelivery.endsWith(sent[at], sent[at]) ? at + 1 : -1;
      }

      assertThat(Arrays.toString(sent), found, lessThanOrEqualTo(handedOver));
      if (again == unacknowledged) {
        assertThat(Arrays.toString(sent), found, equalTo(handedOver));
      }
    }
  }

  /** How many of those that come are old; -1 if that cannot be told. */
  private static int old(String expected, String coming) {
    Redelivery<Long> redelivery = new Redelivery<>(numbers(expected), fingerprint -> true);
    long[] messages = numbers(coming);
    for (int i = 0; i < messages.length; i++) {
      if (redelivery.endsWith(messages[i], messages[i])) {
        return i + 1;
      }
    }
    return -1;
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }
}
