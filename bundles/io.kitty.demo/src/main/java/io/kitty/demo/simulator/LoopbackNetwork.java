// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loopback network of all machines of the demo: the only class that uses sockets. Nothing sent
 * here leaves this host, and packets of other hosts are dropped.
 */
public final class LoopbackNetwork implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoopbackNetwork.class);

  /** The largest UDP payload. */
  private static final int MAX_PAYLOAD = 65_535;

  /** Receives datagrams. */
  @FunctionalInterface
  public interface Receiver {
    /** Called in the demo's thread. */
    void received(byte[] payload, InetSocketAddress from) throws IOException;
  }

  private final NetworkInterface nif;
  private final Executor executor;
  private final Selector selector;
  private final Thread thread;

  /**
   * Starts reading.
   *
   * @param executor the demo's thread, which runs the receivers
   * @throws IOException if this host has no loopback interface
   */
  public LoopbackNetwork(Executor executor) throws IOException {
    NetworkInterface found = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    if (found == null) {
      throw new IOException("there is no loopback interface");
    }
    this.nif = found;
    this.executor = executor;
    this.selector = Selector.open();
    this.thread = new Thread(this::read, "kitty-demo-reader");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the name of its interface, for instance {@code lo}. */
  public String name() {
    return nif.getName();
  }

  /** Returns the broadcast address of 127.0.0.0/8 (RFC 919, §7). */
  static InetAddress broadcastAddress() {
    return address(127, 255, 255, 255);
  }

  static InetAddress address(int... octets) {
    try {
      return InetAddress.getByAddress(
          new byte[] {(byte) octets[0], (byte) octets[1], (byte) octets[2], (byte) octets[3]});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens a socket at one of the loopback's addresses, or at a multicast group, which it joins. All
   * sockets bound to the same group receive its packets.
   *
   * @param receiver receives the datagrams; null for none
   */
  DatagramChannel open(InetAddress address, int port, @Nullable Receiver receiver)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      share(channel);
      channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, nif);
      channel.bind(new InetSocketAddress(address, port));
      if (address.isMulticastAddress()) {
        channel.join(address, nif);
      }
      return register(channel, receiver);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Opens a socket that receives broadcasts to the loopback. The JDK refuses to bind an IPv4 socket
   * there (net_util_md.c, NET_Bind), but not one of both families; without IPv6 it is bound to any
   * address.
   */
  DatagramChannel openToAll(int port, Receiver receiver) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      share(channel);
      try {
        channel.bind(new InetSocketAddress(broadcastAddress(), port));
      } catch (BindException e) {
        channel.bind(new InetSocketAddress(port));
      }
      return register(channel, receiver);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void share(DatagramChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
  }

  private DatagramChannel register(DatagramChannel channel, @Nullable Receiver receiver)
      throws IOException {
    channel.configureBlocking(false);
    if (receiver != null) {
      channel.register(selector, SelectionKey.OP_READ, receiver);
      selector.wakeup();
    }
    return channel;
  }

  /**
   * Sends, but only to this host.
   *
   * @return whether it was sent
   */
  static boolean send(DatagramChannel from, byte[] payload, InetSocketAddress to) {
    InetAddress address = to.getAddress();
    if (!address.isLoopbackAddress() && !address.isMulticastAddress()) {
      LOG.debug("Not sent, as it is not for this host: {}", to);
      return false;
    }
    try {
      return from.send(ByteBuffer.wrap(payload), to) == payload.length;
    } catch (IOException e) {
      LOG.debug("Cannot send to {}: {}", to, e.getMessage());
      return false;
    }
  }

  /**
   * Makes the system free the ports of closed sockets, which it otherwise does at the next read
   * only.
   */
  void release() {
    selector.wakeup();
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_PAYLOAD);
    while (selector.isOpen()) {
      try {
        selector.select(key -> read(key, buffer));
      } catch (IOException e) {
        LOG.debug("Reading failed; retrying", e);
      } catch (ClosedSelectorException e) {
        return;
      }
    }
  }

  private void read(SelectionKey key, ByteBuffer buffer) {
    try {
      DatagramChannel channel = (DatagramChannel) key.channel();
      for (var from = channel.receive(buffer.clear());
          from != null;
          from = channel.receive(buffer.clear())) {
        byte[] payload = new byte[buffer.flip().remaining()];
        buffer.get(payload);
        deliver((Receiver) key.attachment(), payload, (InetSocketAddress) from);
      }
    } catch (IOException | RejectedExecutionException e) {
      key.cancel();
    }
  }

  /** The socket of a group also receives packets of other interfaces. */
  private void deliver(Receiver receiver, byte[] payload, InetSocketAddress from) {
    if (from.getAddress().isLoopbackAddress()) {
      executor.execute(
          () -> {
            try {
              receiver.received(payload, from);
            } catch (IOException | RuntimeException e) {
              LOG.debug("A machine cannot answer {}", from, e);
            }
          });
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
