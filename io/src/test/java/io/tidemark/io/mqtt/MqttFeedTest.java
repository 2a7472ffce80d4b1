// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasToString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.live.Feed;
import org.junit.Test;

public class MqttFeedTest {
  @Test
  public void aClientGoesOnAtAnotherAddressOfItsBroker() {
    MqttFeed now = feed("b:1884", "meter", null);

    assertThat(now.resume(feed("a:1883", "meter", null)), hasToString(now.toString()));
  }

  @Test
  public void clientsThatShareGoOnWithTheirNumbers() {
    MqttFeed now = feed("b:1884", "me-1-ter", "group");

    assertThat(
        now.resume(feed("a:1883", "me-1-ter-12", "group")),
        hasToString(feed("b:1884", "me-1-ter-12", "group").toString()));
  }

  @Test
  public void anotherClientIsRefused() {
    assertThat(
        refusal(feed("a:1883", "meter", null), feed("a:1883", "other", null)),
        is("t/+ of a:1883 as client meter, not t/+ of a:1883 as client other"));
    assertThat(
        refusal(feed("a:1883", "meter-3", "group"), feed("a:1883", "other", "group")),
        is(
            "$share/group/t/+ of a:1883 as client meter-3,"
                + " not $share/group/t/+ of a:1883 as client other-3"));
    refusal(feed("a:1883", "meter-3", "group"), feed("a:1883", "meter", null));
    refusal(feed("a:1883", "meter", null), feed("a:1883", "meter", "group"));
  }

  private static String refusal(MqttFeed before, MqttFeed now) {
    return assertThrows(Feed.Other.class, () -> now.resume(before)).getMessage();
  }

  private static MqttFeed feed(String server, String client, String share) {
    MqttAddress address = MqttAddress.parse("mqtt://" + server + "/t/+");
    return new MqttFeed(
        new MqttServer(address, MqttAccess.anonymous()), client, share, Acknowledging.BEHIND);
  }
}
