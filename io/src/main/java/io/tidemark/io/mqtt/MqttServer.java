// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import java.io.Serializable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A broker, and how to get in. */
record MqttServer(MqttAddress address, MqttAccess access) implements Serializable {
  private static final long SECONDS = 4;

  /** Threads that do not keep a process alive; all clients share them. */
  private static final class Threads {
    private static final ExecutorService DAEMONS =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "mqtt");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * A client for one connection.
   *
   * @param lost is told when the connection ends, or does not come about
   */
  Mqtt5AsyncClient client(String name, MqttClientDisconnectedListener lost) {
    Mqtt5ClientBuilder builder =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier(name)
            .transportConfig(transport())
            .executorConfig(
                MqttClientExecutorConfig.builder()
                    .nettyExecutor(Threads.DAEMONS)
                    .nettyThreads(2)
                    .build())
            .addDisconnectedListener(lost);
    if (access.hasUser()) {
      builder =
          builder.simpleAuth(
              Mqtt5SimpleAuth.builder()
                  .username(access.username())
                  .password(access.password())
                  .build());
    }
    return builder.buildAsync();
  }

  /** With TLS in it: beside a transport that is given as a whole, the client would not take it. */
  private MqttClientTransportConfig transport() {
    MqttClientTransportConfigBuilder transport =
        MqttClientTransportConfig.builder()
            .serverHost(address.host())
            .serverPort(address.port())
            .socketConnectTimeout(SECONDS, TimeUnit.SECONDS)
            .mqttConnectTimeout(SECONDS, TimeUnit.SECONDS);
    if (address.tls()) {
      transport =
          access.hasStores() ? transport.sslConfig(access.tls()) : transport.sslWithDefaultConfig();
    }
    return transport.build();
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
