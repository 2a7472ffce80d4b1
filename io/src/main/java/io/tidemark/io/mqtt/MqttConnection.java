// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One connection to a broker, until it is lost; there is no second life, for a new connection gets
 * messages again and has to sort them out.
 */
final class MqttConnection implements AutoCloseable {
  /** More than a client takes to connect. */
  private static final long PATIENCE = 10;

  private final MqttServer server;
  private final Mqtt5AsyncClient client;
  private final AtomicReference<Throwable> loss;
  private final boolean sessionPresent;

  private MqttConnection(
      MqttServer server,
      Mqtt5AsyncClient client,
      AtomicReference<Throwable> loss,
      boolean sessionPresent) {
    this.server = server;
    this.client = client;
    this.loss = loss;
    this.sessionPresent = sessionPresent;
  }

  /**
   * Connects, once.
   *
   * @param name of the client
   * @param incoming takes messages, from before there is a connection on, and has to acknowledge
   *     them
   */
  static MqttConnection open(
      MqttServer server, String name, Mqtt5Connect connect, Consumer<Mqtt5Publish> incoming)
      throws MqttProblem, IOException {
    AtomicReference<Throwable> loss = new AtomicReference<>();
    Mqtt5AsyncClient client =
        server.client(name, context -> loss.compareAndSet(null, context.getCause()));
    client.publishes(MqttGlobalPublishFilter.ALL, incoming, /* manualAcknowledgement= */ true);
    boolean present = await(server, client.connect(connect)).isSessionPresent();
    return new MqttConnection(server, client, loss, present);
  }

  /** Whether the broker knew the client, and has what came for it since. */
  boolean isSessionPresent() {
    return sessionPresent;
  }

  /** Subscribes, with QoS 1 and without what the broker had retained before. */
  void subscribe(String filter) throws MqttProblem, IOException {
    Mqtt5Subscribe subscribe =
        Mqtt5Subscribe.builder()
            .addSubscription(
                Mqtt5Subscription.builder()
                    .topicFilter(filter)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
                    .build())
            .build();
    await(server, client.subscribe(subscribe));
  }

  CompletableFuture<Mqtt5PublishResult> publish(Mqtt5Publish publish) {
    return client.publish(publish);
  }

  boolean isLost() {
    return loss.get() != null;
  }

  /** Why; null as long as it is not lost. */
  Throwable loss() {
    return loss.get();
  }

  private static <T> T await(MqttServer server, CompletableFuture<T> answer)
      throws MqttProblem, IOException {
    try {
      return answer.get(PATIENCE, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw MqttProblem.of(server.address().server(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException interruption = new InterruptedIOException("interrupted");
    interruption.initCause(cause);
    return interruption;
  }

  /** Says goodbye, after what was acknowledged; what was not stays with the broker. */
  @Override
  public void close() {
    // A connection that is lost already fails, and that is as good.
    CompletableFuture<Void> goodbye = client.disconnect().exceptionally(lost -> null);
    try {
      goodbye.get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      loss.compareAndSet(null, e); // the broker will notice
    }
  }
}
