// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.identifier.Identifier;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;

/** Interfaces and addresses for tests, in the networks that RFC 5737 reserves for examples. */
public final class TestLinks {

  private TestLinks() {}

  /** Returns the loopback interface. */
  public static NetworkLink loopback() {
    return new NetworkLink(
        "lo", 1, true, null, List.of(Subnet.parse("127.0.0.1/8"), Subnet.parse("::1/128")));
  }

  /** Returns this host's loopback interface under another name, with one address of it. */
  public static NetworkLink loopback(String name, String address) {
    try {
      int index = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getIndex();
      return new NetworkLink(name, index, true, null, List.of(Subnet.parse(address)));
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns an interface {@code eth0} with the address 192.0.2.1/24. */
  public static NetworkLink lan() {
    return new NetworkLink(
        "eth0",
        2,
        false,
        new Identifier.Mac("02:00:00:00:00:01"),
        List.of(Subnet.parse("192.0.2.1/24")));
  }

  /** Parses an address literal. */
  public static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + literal, e);
    }
  }
}
