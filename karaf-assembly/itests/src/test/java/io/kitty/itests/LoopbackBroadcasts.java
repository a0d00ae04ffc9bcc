// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Receives broadcasts to a UDP port on the loopback interface, whose network is 127.0.0.0/8. It is
 * bound to the broadcast address, which cannot be used to send.
 */
public final class LoopbackBroadcasts implements AutoCloseable {
  private static final String EVERYBODY = "127.255.255.255";

  /** A datagram and its time of arrival by {@link System#nanoTime}. */
  public record Packet(byte[] payload, SocketAddress from, long nanos) {}

  private final List<Packet> packets = new CopyOnWriteArrayList<>();
  private final DatagramSocket socket;
  private final Consumer<Packet> listener;

  /** Port 0 takes a free one. */
  public LoopbackBroadcasts(int port, Consumer<Packet> listener) throws IOException {
    this.listener = listener;
    socket = new DatagramSocket(new InetSocketAddress(EVERYBODY, port));
    Thread reader = new Thread(this::read, "loopback-broadcasts");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    DatagramPacket in = new DatagramPacket(new byte[2048], 2048);
    try {
      while (true) {
        socket.receive(in);
        byte[] payload = Arrays.copyOf(in.getData(), in.getLength());
        Packet packet = new Packet(payload, in.getSocketAddress(), System.nanoTime());
        packets.add(packet);
        listener.accept(packet);
      }
    } catch (IOException e) {
      // closed
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** How many came so far. */
  public int count() {
    return packets.size();
  }

  /** How long it took from one to a later one, by their numbers. */
  public Duration between(int first, int later) {
    return Duration.ofNanos(packets.get(later).nanos() - packets.get(first).nanos());
  }

  /** Sends one datagram from an address of the loopback network, and any port of it. */
  public static void send(String address, byte[] payload, SocketAddress to) throws IOException {
    try (DatagramSocket own = new DatagramSocket(0, InetAddress.getByName(address))) {
      own.send(new DatagramPacket(payload, payload.length, to));
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
