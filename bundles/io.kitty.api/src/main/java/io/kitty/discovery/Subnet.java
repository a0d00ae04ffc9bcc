// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * An address with a network prefix length, as configured on an interface or written by a person.
 *
 * @param address an address in the network
 * @param prefix the prefix length in bits; 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Subnet(InetAddress address, int prefix) {

  /**
   * @throws IllegalArgumentException if the prefix is out of range
   */
  public Subnet {
    if (prefix < 0 || prefix > address.getAddress().length * 8) {
      throw new IllegalArgumentException("prefix length out of range: " + prefix);
    }
  }

  /**
   * Parses {@code 192.168.1.0/24} or a single address.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static Subnet parse(String text) {
    String trimmed = text.strip();
    int slash = trimmed.indexOf('/');
    String host = slash < 0 ? trimmed : trimmed.substring(0, slash);
    try {
      if (!host.matches("\\d+(\\.\\d+){3}") && !host.contains(":")) {
        throw new IllegalArgumentException("not a network like 192.168.1.0/24: " + text);
      }
      InetAddress address = InetAddress.getByName(host);
      int bits = address.getAddress().length * 8;
      return new Subnet(address, slash < 0 ? bits : Integer.parseInt(trimmed.substring(slash + 1)));
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException("not a network like 192.168.1.0/24: " + text, e);
    }
  }

  /** Returns whether this is an IPv4 network. */
  public boolean ipv4() {
    return address.getAddress().length == 4;
  }

  /** Returns whether the address is in this network. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    int whole = prefix / 8;
    if (!Arrays.equals(mine, 0, whole, theirs, 0, whole)) {
      return false;
    }
    int rest = prefix % 8;
    return rest == 0 || (mine[whole] ^ theirs[whole]) >> (8 - rest) == 0;
  }

  /** Returns the directed broadcast address; empty for IPv6 and for a /31 or /32. */
  public Optional<InetAddress> broadcast() {
    if (!ipv4() || prefix > 30) {
      return Optional.empty();
    }
    byte[] bytes = address.getAddress();
    for (int bit = prefix; bit < 32; bit++) {
      bytes[bit / 8] |= (byte) (0x80 >> bit % 8);
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefix;
  }
}
