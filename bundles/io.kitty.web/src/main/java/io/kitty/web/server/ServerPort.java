// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Collections;
import java.util.Set;

/** Opens the configured port, and describes why it cannot be opened. */
final class ServerPort {

  /** The maximum number of connections that wait to be accepted. */
  private static final int BACKLOG = 512;

  /** The only accepted forms of the wildcard address. */
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

  private ServerPort() {}

  /**
   * Resolves a name or an address.
   *
   * @throws UnknownHostException if it has no address, or resolves to the wildcard address without
   *     being one of its usual forms: {@code 0}, or a name that a hosts file blocks
   */
  static InetAddress resolve(String name) throws UnknownHostException {
    if (name.isEmpty()) {
      throw new UnknownHostException(name);
    }
    InetAddress address = InetAddress.getByName(name);
    if (address.isAnyLocalAddress() && !WILDCARDS.contains(name)) {
      throw new UnknownHostException(name);
    }
    return address;
  }

  /** Returns whether a port that is open at one address cannot be opened at the other. */
  static boolean overlap(InetAddress one, InetAddress other) {
    return one.equals(other) || one.isAnyLocalAddress() || other.isAnyLocalAddress();
  }

  /**
   * Checks that a port can be opened once this hub's server, which has the same port, is closed.
   *
   * @param own the address of that server
   * @throws IOException if it cannot
   */
  static void probe(InetAddress address, int port, InetAddress own) throws IOException {
    if (own.isAnyLocalAddress() || own.equals(address)) {
      open(address, 0).close();
    } else if (address.isAnyLocalAddress()) {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress local : Collections.list(each.getInetAddresses())) {
          if (!local.equals(own)) {
            open(local, port).close();
          }
        }
      }
    } else {
      open(address, port).close();
    }
  }

  static ServerSocketChannel open(InetAddress address, int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(new InetSocketAddress(address, port), BACKLOG);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Describes why the configured port cannot be opened, as one clause. */
  static String describe(Settings wanted, Exception cause) {
    return "cannot listen on " + wanted.authority(wanted.port()) + ": " + reason(wanted, cause);
  }

  private static String reason(Settings wanted, Exception cause) {
    String address = wanted.address();
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof UnknownHostException) {
      return address.isEmpty()
          ? "no address is set"
          : address.matches("[0-9.]*|.*:.*")
              ? address + " is no address"
              : "the host " + address + " cannot be resolved";
    }
    if (cause instanceof BindException && message.contains("assign")) {
      return "no interface of this machine has the address " + address;
    }
    if (cause instanceof BindException && message.contains("in use")) {
      return "the port is in use by another program";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : message;
  }
}
