// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

public class MqttMessageTest {
  @Test
  public void theTopicAndItsLevelsAreAttributes() {
    MqttMessage message = message("sensors/north/temperature", "21.5");

    assertThat(message.attribute("@topic"), equalTo("sensors/north/temperature"));
    assertThat(message.attribute("@topic[0]"), equalTo("sensors"));
    assertThat(message.attribute("@topic[1]"), equalTo("north"));
    assertThat(message.attribute("@topic[3]"), nullValue());
    assertThat(message.attribute("@received"), equalTo("2026-01-01T00:00:00Z"));
    assertThat(message.origin(), equalTo("sensors/north/temperature"));
    assertThat(message("/a", "").attribute("@topic[0]"), equalTo(""));
  }

  @Test
  public void otherAttributesAreUnknown() {
    assertThat(MqttMessage.hasAttribute("@topic[12]"), is(true));
    assertThat(MqttMessage.hasAttribute("@topic[-1]"), is(false));
    assertThat(MqttMessage.hasAttribute("@topic[]"), is(false));
    assertThat(MqttMessage.hasAttribute("@key"), is(false));
  }

  @Test
  public void fingerprintsAreOfTopicAndBodyAndStayAsTheyAre() {
    assertThat(message("a", "1").fingerprint(), equalTo(message("a", "1").fingerprint()));
    assertThat(message("a", "1").fingerprint(), not(equalTo(message("a1", "").fingerprint())));
    // FNV-1a of "a", NUL, "1", by the definition.
    long hash = 0xcbf29ce484222325L;
    for (byte each : new byte[] {'a', 0, '1'}) {
      hash = (hash ^ each) * 0x100000001b3L;
    }
    assertThat(message("a", "1").fingerprint(), equalTo(hash));
  }

  @Test
  public void thePositionHasTheseBytes() throws IOException {
    MqttPosition position = new MqttPosition(300, 0x0102030405060708L, true);
    byte[] bytes = CoderUtils.encodeToByteArray(MqttPosition.coder(), position);

    assertThat(HexFormat.of().formatHex(bytes), equalTo("01" + "ac02" + "0102030405060708" + "01"));
    assertThat(MqttPosition.coder().decode(new ByteArrayInputStream(bytes)), equalTo(position));
  }

  private static MqttMessage message(String topic, String body) {
    return new MqttMessage(topic, body.getBytes(UTF_8), Instant.parse("2026-01-01T00:00:00Z"));
  }
}
