// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** IPv4 addresses as numbers, so that a sweep of many hosts is an array. */
final class Ipv4Ints {

  private Ipv4Ints() {}

  /** The number of an IPv4 address. */
  static int number(InetAddress address) {
    return ByteBuffer.wrap(address.getAddress()).getInt();
  }

  /** The address of a number; it carries no name. */
  static InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(number).array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
