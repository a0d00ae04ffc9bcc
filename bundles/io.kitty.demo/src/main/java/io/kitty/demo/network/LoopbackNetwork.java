// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.network;

import io.kitty.net.udp.UdpReactor;
import io.kitty.net.udp.UdpSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loopback network of all machines of the demo: the only class that opens sockets. Nothing sent
 * here leaves this host, and packets of other hosts are dropped.
 */
public final class LoopbackNetwork implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoopbackNetwork.class);

  /** Receives datagrams. */
  @FunctionalInterface
  public interface Receiver {
    /** Called in the demo's thread. */
    void received(byte[] payload, InetSocketAddress from) throws IOException;
  }

  private final NetworkInterface nif;
  private final Executor executor;
  private final UdpReactor reactor;

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
    this.reactor = new UdpReactor(LoopbackNetwork::thread);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "kitty-demo-reader");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns the name of its interface, for instance {@code lo}. */
  public String name() {
    return nif.getName();
  }

  /** Returns the broadcast address of 127.0.0.0/8 (RFC 919, §7). */
  public static InetAddress broadcastAddress() {
    return address(127, 255, 255, 255);
  }

  public static InetAddress address(int... octets) {
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
  public DatagramChannel open(InetAddress address, int port, @Nullable Receiver receiver)
      throws IOException {
    DatagramChannel channel =
        UdpSockets.open(StandardProtocolFamily.INET, new InetSocketAddress(address, port), true);
    try {
      UdpSockets.multicastFrom(channel, nif, 1);
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
      UdpSockets.share(channel);
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

  private DatagramChannel register(DatagramChannel channel, @Nullable Receiver receiver)
      throws IOException {
    if (receiver != null) {
      reactor.add(channel, new Dispatcher(receiver));
    }
    return channel;
  }

  /**
   * Sends, but only to this host.
   *
   * @return whether it was sent
   */
  public static boolean send(DatagramChannel from, byte[] payload, InetSocketAddress to) {
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

  /** Closes a socket, so that the system frees its port at once. */
  void close(DatagramChannel channel) {
    reactor.remove(channel);
  }

  @Override
  public void close() throws IOException {
    reactor.close();
  }

  /** Passes the packets of one socket to the demo's thread. */
  private final class Dispatcher implements UdpReactor.Receiver {
    private final Receiver receiver;

    Dispatcher(Receiver receiver) {
      this.receiver = receiver;
    }

    /** The socket of a group also receives packets of other interfaces. */
    @Override
    public void received(byte[] payload, InetSocketAddress from) {
      if (from.getAddress().isLoopbackAddress()) {
        executor.execute(() -> handle(payload, from));
      }
    }

    private void handle(byte[] payload, InetSocketAddress from) {
      try {
        receiver.received(payload, from);
      } catch (IOException | RuntimeException e) {
        LOG.debug("A machine cannot answer {}", from, e);
      }
    }

    @Override
    public void failed(IOException cause) {
      LOG.debug("Reading failed; retrying", cause);
    }
  }
}
