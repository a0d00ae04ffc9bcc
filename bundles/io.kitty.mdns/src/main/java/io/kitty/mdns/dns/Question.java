// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

/**
 * A question to all on the link.
 *
 * @param name what it is about
 * @param type which records are wanted
 */
public record Question(DnsName name, Type type) {

  /** A type of records. */
  public enum Type {
    A,
    AAAA,
    PTR,
    SRV,
    TXT
  }

  /** The instances of a service type. */
  public static Question browse(String type) {
    return new Question(ServiceInstanceName.browse(type), Type.PTR);
  }
}
