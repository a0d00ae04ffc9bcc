// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

/**
 * Regular expressions for IPv4 addresses in configurations. A number of one digit may have a
 * leading zero.
 */
public final class Ipv4Patterns {

  /** One of the four numbers. */
  public static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

  /** An address. */
  public static final String ADDRESS = OCTET + "(\\." + OCTET + "){3}";

  /** The address of a multicast group (RFC 5771, section 3). */
  public static final String GROUP = "(22[4-9]|23\\d)(\\." + OCTET + "){3}";

  private Ipv4Patterns() {}
}
