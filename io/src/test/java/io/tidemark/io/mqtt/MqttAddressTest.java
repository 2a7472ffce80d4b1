// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.junit.Test;

public class MqttAddressTest {
  @Test
  public void thePortIsThatOfTheProtocolUnlessSaid() {
    assertThat(
        MqttAddress.parse("mqtt://broker/a/+/#"),
        equalTo(new MqttAddress(false, "broker", 1883, "a/+/#")));
    assertThat(
        MqttAddress.parse("mqtts://broker/a"), equalTo(new MqttAddress(true, "broker", 8883, "a")));
    assertThat(
        MqttAddress.parse("mqtt://[::1]:99/{key}@home"),
        equalTo(new MqttAddress(false, "::1", 99, "{key}@home")));
  }

  @Test
  public void whatIsNoAddressSaysWhatOneIs() {
    for (String text :
        List.of("mqtt:", "mqtt://", "mqtt://host", "mqtt://host/", "mqtt:/a", "mqtt://h:x/a")) {
      assertWrong(text, "must be mqtt://HOST:PORT/TOPIC");
    }
    assertWrong("mqtt://host:0/a", "the port must be 1 to 65535");
    assertWrong("mqtt://host:65536/a", "the port must be 1 to 65535");
  }

  @Test
  public void aPasswordIsRefusedAndNotShown() {
    assertWrong("mqtt://me:sesame@host/a", "they go into --mqttConfig=FILE");
    assertThat(MqttAddress.shown("mqtt://me:sesame@host/a"), equalTo("mqtt://...@host/a"));
    assertThat(MqttAddress.shown("mqtt://host/a@b"), equalTo("mqtt://host/a@b"));
  }

  private static void assertWrong(String address, String problem) {
    IllegalArgumentException e =
        assertThrows(address, IllegalArgumentException.class, () -> MqttAddress.parse(address));
    assertThat(e.getMessage(), containsString(problem));
    assertThat(e.getMessage(), not(containsString("sesame")));
  }
}
