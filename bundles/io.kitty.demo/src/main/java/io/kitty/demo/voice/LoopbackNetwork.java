// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.voice;

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
 * The loopback network, where all machines of the demo live: the one place that has to do with
 * sockets. Nothing that is sent here leaves this host, and nothing is heard that another host sent.
 */
public final class LoopbackNetwork implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoopbackNetwork.class);

  /** The largest UDP payload. */
  private static final int LARGEST = 65_535;

  /** Takes a datagram. */
  @FunctionalInterface
  public interface Receiver {
    /** Called in the demo's thread. */
    void received(byte[] payload, InetSocketAddress from) throws IOException;
  }

  private final NetworkInterface nif;
  private final Executor hearing;
  private final Selector selector;
  private final Thread thread;

  /**
   * Starts to read.
   *
   * @param hearing the demo's thread, to which all that is received is handed
   * @throws IOException if this host has no loopback interface
   */
  public LoopbackNetwork(Executor hearing) throws IOException {
    NetworkInterface found = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    if (found == null) {
      throw new IOException("there is no loopback interface");
    }
    this.nif = found;
    this.hearing = hearing;
    this.selector = Selector.open();
    this.thread = new Thread(this::read, "kitty-demo-reader");
    thread.setDaemon(true);
    thread.start();
  }

  /** The name of its interface, for instance {@code lo}. */
  public String name() {
    return nif.getName();
  }

  /** The address to which what is sent reaches all of 127.0.0.0/8 (RFC 919, §7). */
  static InetAddress everybody() {
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
   * Opens a socket at one of the loopback's addresses, or at a multicast group, which it joins.
   * Whoever is bound to the same group hears the same.
   *
   * @param receiver hears what comes there; null if nobody does
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
   * Opens a socket that hears what is sent to all of the loopback's addresses at once. The JDK
   * refuses to bind an IPv4 socket there (net_util_md.c, NET_Bind), but not one of both families;
   * where there is no IPv6 it is bound to any address.
   */
  DatagramChannel openToAll(int port, Receiver receiver) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      share(channel);
      try {
        channel.bind(new InetSocketAddress(everybody(), port));
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
   * Sends, but only what stays on this host.
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
   * Has the system free the ports of sockets that were closed: else it does so when it reads next.
   */
  void release() {
    selector.wakeup();
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
    while (selector.isOpen()) {
      try {
        selector.select(key -> read(key, buffer));
      } catch (IOException e) {
        LOG.debug("Reading failed, trying on", e);
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
        hand((Receiver) key.attachment(), payload, (InetSocketAddress) from);
      }
    } catch (IOException | RejectedExecutionException e) {
      key.cancel();
    }
  }

  /** A socket of a group hears what comes by other interfaces, too. */
  private void hand(Receiver receiver, byte[] payload, InetSocketAddress from) {
    if (from.getAddress().isLoopbackAddress()) {
      hearing.execute(
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
