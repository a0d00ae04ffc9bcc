// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Collections;
import java.util.Set;

/** Opens the port that the settings name, and says in words why it cannot be had. */
final class ServerPort {

  /** How many connections may wait to be accepted. */
  private static final int BACKLOG = 512;

  /** The only ways to ask for all addresses of this machine. */
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

  private ServerPort() {}

  /**
   * Finds an address by its name.
   *
   * @throws UnknownHostException if there is none, or the name stands for all addresses of this
   *     machine and does not say so, as {@code 0} does, or a name that a hosts file blocks
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

  /** Whether a port at one address keeps the same port from being opened at another one. */
  static boolean overlap(InetAddress one, InetAddress other) {
    return one.equals(other) || one.isAnyLocalAddress() || other.isAnyLocalAddress();
  }

  /**
   * Makes sure that a port could be had if a server of ours, which has the same port, made room.
   *
   * @param own where that server is
   * @throws IOException if it could not
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

  /** Why there is no server where the settings want it, in one clause. */
  static String complaint(Settings wanted, Exception cause) {
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
