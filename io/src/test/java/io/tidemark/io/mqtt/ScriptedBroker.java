// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A broker that knows every client, and sends on each connection what it was told to: what a real
 * one does once in a while only. It speaks as much of MQTT 5 as that takes.
 */
final class ScriptedBroker implements AutoCloseable {
  static final String TOPIC = "script";

  private static final int CONNECT = 1;
  private static final int PUBACK = 4;
  private static final int SUBSCRIBE = 8;

  private final BlockingQueue<String> acknowledged = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<String>> sent = new LinkedBlockingQueue<>();
  private final BlockingQueue<IOException> losses = new LinkedBlockingQueue<>();
  private final ServerSocket server;
  private volatile Socket connection;

  /**
   * Listens.
   *
   * @param connections what to send on each after the subscription: bodies, by a blank
   */
  ScriptedBroker(String... connections) throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(connections), "scripted-broker");
    thread.setDaemon(true);
    thread.start();
  }

  MqttServer server() {
    return new MqttServer(
        MqttAddress.parse("mqtt://127.0.0.1:" + server.getLocalPort() + "/" + TOPIC),
        MqttAccess.anonymous());
  }

  /** The bodies of what was acknowledged, over all connections. */
  BlockingQueue<String> acknowledged() {
    return acknowledged;
  }

  /** What was sent on a connection, once all of it was. */
  BlockingQueue<List<String>> sent() {
    return sent;
  }

  /** Breaks the connection. */
  void lose() throws IOException {
    connection.close();
  }

  private void serve(String... connections) {
    for (String bodies : connections) {
      try (Socket socket = server.accept()) {
        connection = socket;
        talk(socket, Arrays.asList(bodies.split(" ", -1)));
      } catch (IOException e) {
        losses.add(e); // the client or the test has gone: the next connection
      }
    }
  }

  private void talk(Socket socket, List<String> bodies) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    while (true) {
      int type = in.readUnsignedByte() >> 4;
      byte[] packet = new byte[length(in)];
      in.readFully(packet);
      if (type == CONNECT) {
        out.write(new byte[] {0x20, 3, /* session present */ 1, 0, 0});
      } else if (type == SUBSCRIBE) {
        out.write(new byte[] {(byte) 0x90, 4, packet[0], packet[1], 0, /* QoS */ 1});
        for (int i = 0; i < bodies.size(); i++) {
          publish(bodies.get(i), i + 1, out);
        }
        sent.add(bodies);
      } else if (type == PUBACK) {
        acknowledged.add(bodies.get(((packet[0] & 0xff) << 8 | (packet[1] & 0xff)) - 1));
      }
    }
  }

  private static int length(DataInputStream in) throws IOException {
    int length = 0;
    for (int shift = 0, next = 0x80; next >= 0x80; shift += 7) {
      next = in.readUnsignedByte();
      length |= (next & 0x7f) << shift;
    }
    return length;
  }

  /** With QoS 1, in a packet of less than 128 bytes. */
  private static void publish(String body, int id, DataOutputStream out) throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(packet);
    fields.writeUTF(TOPIC);
    fields.writeShort(id);
    fields.writeByte(/* no properties */ 0);
    fields.write(body.getBytes(StandardCharsets.UTF_8));
    out.writeByte(0x32);
    out.writeByte(packet.size());
    packet.writeTo(out);
  }

  @Override
  public void close() throws IOException {
    server.close();
    if (connection != null) {
      connection.close();
    }
  }
}
