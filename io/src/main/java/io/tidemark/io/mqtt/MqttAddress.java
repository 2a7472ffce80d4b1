// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address: {@code mqtt://host:1883/topic}, or {@code mqtts:} for TLS.
 *
 * @param port 1883 if none was typed, 8883 with TLS
 * @param topic all that follows the slash behind the host
 */
record MqttAddress(boolean tls, String host, int port, String topic) implements Serializable {
  private static final Pattern SYNTAX =
      Pattern.compile("mqtt(s?)://(\\[[0-9a-fA-F:.]+]|[^:/@\\[\\]]+)(?::(\\d{1,5}))?/(.+)");
  private static final Pattern USER = Pattern.compile("(mqtts?://)[^/]*@");

  /** Whether an address is one of these, however broken. */
  static boolean isMqtt(String address) {
    return address.startsWith("mqtt:") || address.startsWith("mqtts:");
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException that says what is wrong, without the address
   */
  static MqttAddress parse(String address) {
    if (USER.matcher(address).find()) {
      throw new IllegalArgumentException(
          "must not hold a user or a password; they go into --mqttConfig=FILE");
    }
    Matcher matcher = SYNTAX.matcher(address);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be mqtt://HOST:PORT/TOPIC, or mqtts: for TLS");
    }
    boolean tls = !matcher.group(1).isEmpty();
    int port = matcher.group(3) == null ? (tls ? 8883 : 1883) : Integer.parseInt(matcher.group(3));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("the port must be 1 to 65535");
    }
    String host = matcher.group(2);
    return new MqttAddress(
        tls,
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port,
        matcher.group(4));
  }

  /** An address as it can be shown: whoever wrote a password into it is not told it again. */
  static String shown(String address) {
    return USER.matcher(address).replaceFirst("$1...@");
  }

  /** The broker, for messages. */
  String server() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return String.format("mqtt%s://%s/%s", tls ? "s" : "", server(), topic);
  }
}
