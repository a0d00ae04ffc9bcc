// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A port without a socket: records what is sent, and receives what a test delivers. */
public final class FakePort implements DatagramPort {

  /** How a packet was sent. */
  public enum Kind {
    SEND,
    MULTICAST,
    BROADCAST,
    LIMITED_BROADCAST
  }

  /**
   * A packet that was sent.
   *
   * @param kind how it was sent
   * @param payload the whole payload
   * @param to the destination; for {@code BROADCAST}, 255.255.255.255 stands for the broadcast
   *     address of every subnet
   * @param by the name of the interface selected for it; {@code ""} for all
   */
  public record Packet(Kind kind, byte[] payload, InetSocketAddress to, String by) {}

  private static final InetAddress BROADCAST_ADDRESS = TestLinks.address("255.255.255.255");

  private final PortSpec spec;
  private final Consumer<Datagram> handler;
  private final List<Packet> sent = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  FakePort(PortSpec spec, Consumer<Datagram> handler) {
    this.spec = spec;
    this.handler = handler;
  }

  /** Returns the requested port. */
  public PortSpec spec() {
    return spec;
  }

  /** Returns the datagram handler. The hub no longer calls it once the port is closed. */
  public Consumer<Datagram> handler() {
    return handler;
  }

  /** Returns the packets sent so far, in order. */
  public List<Packet> sent() {
    return List.copyOf(sent);
  }

  /** Returns whether the provider or the context closed it. */
  public boolean closed() {
    return closed;
  }

  /** Delivers a datagram to the provider, unless the port is closed. */
  public void deliver(Datagram datagram) {
    if (!closed) {
      handler.accept(datagram);
    }
  }

  @Override
  public void send(byte[] payload, InetSocketAddress to) {
    record(Kind.SEND, payload, to, "");
  }

  @Override
  public void multicast(byte[] payload, InetAddress group, int port) {
    record(Kind.MULTICAST, payload, new InetSocketAddress(group, port), "");
  }

  @Override
  public boolean multicast(byte[] payload, InetAddress group, int port, NetworkLink by) {
    record(Kind.MULTICAST, payload, new InetSocketAddress(group, port), by.name());
    return !closed;
  }

  @Override
  public void broadcast(byte[] payload, int port) {
    record(Kind.BROADCAST, payload, new InetSocketAddress(BROADCAST_ADDRESS, port), "");
  }

  @Override
  public void broadcast(byte[] payload, int port, NetworkLink by) {
    record(Kind.BROADCAST, payload, new InetSocketAddress(BROADCAST_ADDRESS, port), by.name());
  }

  @Override
  public void limitedBroadcast(byte[] payload, int port) {
    record(Kind.LIMITED_BROADCAST, payload, new InetSocketAddress(BROADCAST_ADDRESS, port), "");
  }

  private void record(Kind kind, byte[] payload, InetSocketAddress to, String by) {
    if (!closed) {
      sent.add(new Packet(kind, payload.clone(), to, by));
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
