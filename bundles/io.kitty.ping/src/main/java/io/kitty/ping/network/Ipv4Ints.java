// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** IPv4 addresses as ints, so that a sweep of many hosts is an array. */
public final class Ipv4Ints {

  private Ipv4Ints() {}

  /** Returns an IPv4 address as an int. */
  public static int number(InetAddress address) {
    return ByteBuffer.wrap(address.getAddress()).getInt();
  }

  /** Returns the address of an int; it has no host name. */
  public static InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(number).array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
