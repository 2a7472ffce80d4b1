// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.mqtt;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Passes on what a client and a broker say to each other, and writes down which messages the broker
 * has sent and which the client has acknowledged: so a message that is missing is known to be lost
 * by the one or by the other.
 *
 * <p>MQTT 5, QoS 1; where the broker is away, a connection is closed.
 */
final class Wire implements AutoCloseable {
  private static final int PUBLISH = 3;
  private static final int PUBACK = 4;

  private final int broker;
  private final ServerSocket server;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private volatile Set<String> sent = ConcurrentHashMap.newKeySet();
  private final AtomicInteger losses = new AtomicInteger();

  private Wire(int broker, ServerSocket server) {
    this.broker = broker;
    this.server = server;
  }

  /** Listens, and connects to a port of this machine. */
  static Wire to(int broker) throws IOException {
    Wire wire = new Wire(broker, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    start(wire::accept);
    return wire;
  }

  int port() {
    return server.getLocalPort();
  }

  /** The bodies that the client has acknowledged, on any connection. */
  Set<String> acknowledged() {
    return acknowledged;
  }

  /** The bodies that the broker has sent on the newest connection. */
  Set<String> sent() {
    return sent;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        losses.incrementAndGet(); // the broker is away, or the test has ended
      }
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket other = new Socket(InetAddress.getLoopbackAddress(), broker);
      Map<Integer, String> bodies = new ConcurrentHashMap<>();
      Set<String> here = ConcurrentHashMap.newKeySet();
      sent = here;
      start(() -> pass(other, client, packet -> sees(packet, bodies, here)));
      start(() -> pass(client, other, packet -> sees(packet, bodies, here)));
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  private void pass(Socket from, Socket to, Consumer<byte[]> eye) {
    try (from;
        to;
        DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
        OutputStream out = new BufferedOutputStream(to.getOutputStream())) {
      while (true) {
        byte[] packet = packet(in);
        eye.accept(packet); // before the other side can know of it
        out.write(packet);
        if (in.available() == 0) {
          out.flush();
        }
      }
    } catch (IOException e) {
      losses.incrementAndGet(); // one of the two has gone, and the other is told by the closed
      // connection
    }
  }

  private static byte[] packet(DataInputStream in) throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(in.readUnsignedByte());
    packet.write(in.readNBytes(length(in, packet)));
    return packet.toByteArray();
  }

  /** Reads a length as MQTT writes it; keeps its bytes. */
  private static int length(DataInputStream in, ByteArrayOutputStream kept) throws IOException {
    int length = 0;
    for (int shift = 0, next = 0x80; next >= 0x80; shift += 7) {
      next = in.readUnsignedByte();
      kept.write(next);
      length |= (next & 0x7f) << shift;
    }
    return length;
  }

  private void sees(byte[] packet, Map<Integer, String> bodies, Set<String> here) {
    int type = (packet[0] & 0xff) >> 4;
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(packet, 1, packet.length))) {
      ByteArrayOutputStream unused = new ByteArrayOutputStream();
      length(in, unused);
      if (type == PUBLISH) {
        in.skipNBytes(in.readUnsignedShort());
        int id = in.readUnsignedShort();
        in.skipNBytes(length(in, unused));
        String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        bodies.put(id, body);
        here.add(body);
      } else if (type == PUBACK) {
        acknowledged.add(bodies.get(in.readUnsignedShort()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
