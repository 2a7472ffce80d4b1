// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why there is no connection, in words for a user and without a secret. */
final class MqttProblem extends Exception {
  private static final Set<Mqtt5ConnAckReasonCode> MAY_PASS =
      EnumSet.of(
          Mqtt5ConnAckReasonCode.UNSPECIFIED_ERROR,
          Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE,
          Mqtt5ConnAckReasonCode.SERVER_BUSY,
          Mqtt5ConnAckReasonCode.QUOTA_EXCEEDED,
          Mqtt5ConnAckReasonCode.CONNECTION_RATE_EXCEEDED);

  private static final Set<Mqtt5ConnAckReasonCode> ABOUT_USER =
      EnumSet.of(
          Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD,
          Mqtt5ConnAckReasonCode.NOT_AUTHORIZED,
          Mqtt5ConnAckReasonCode.BAD_AUTHENTICATION_METHOD);

  private final boolean mayPass;

  private MqttProblem(String message, boolean mayPass, Throwable cause) {
    super(message, cause);
    this.mayPass = mayPass;
  }

  /** Whether it is worth to try again. */
  boolean mayPass() {
    return mayPass;
  }

  /** Of what a client threw as it connected or subscribed. */
  static MqttProblem of(String server, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Mqtt5ConnAckException refusal) {
        Mqtt5ConnAckReasonCode code = refusal.getMqttMessage().getReasonCode();
        return new MqttProblem(
            String.format(
                "the broker %s refuses the connection: %s%s", server, words(code), hint(code)),
            MAY_PASS.contains(code),
            failure);
      }
      if (cause instanceof Mqtt5SubAckException refusal) {
        return new MqttProblem(
            String.format(
                "the broker %s refuses the subscription: %s",
                server, words(refusal.getMqttMessage().getReasonCodes().get(0))),
            false,
            failure);
      }
      if (cause instanceof UnknownHostException) {
        return new MqttProblem("no host of the name in " + server, true, failure);
      }
      if (cause instanceof SSLException) {
        return new MqttProblem(
            String.format("TLS with %s failed, see --mqttConfig: %s", server, cause.getMessage()),
            true,
            failure);
      }
      if (cause instanceof TimeoutException) {
        return new MqttProblem("no answer from a broker at " + server, true, failure);
      }
    }
    return new MqttProblem("no connection to a broker at " + server, true, failure);
  }

  private static String hint(Mqtt5ConnAckReasonCode code) {
    return ABOUT_USER.contains(code) ? ", see --mqttConfig" : "";
  }

  /** Of a client that lost its connection: there is another of its name. */
  static boolean isTakeover(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Mqtt5DisconnectException disconnect
          && disconnect.getMqttMessage().getReasonCode()
              == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER) {
        return true;
      }
    }
    return false;
  }

  static String words(Enum<?> code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
