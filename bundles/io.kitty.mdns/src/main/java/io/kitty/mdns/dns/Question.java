// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

/**
 * A question of a query.
 *
 * @param name the name of the records
 * @param type their type
 */
public record Question(DnsName name, Type type) {

  /** A record type. */
  public enum Type {
    A,
    AAAA,
    PTR,
    SRV,
    TXT
  }

  /** Returns the question for the instances of a service type. */
  public static Question browse(String type) {
    return new Question(ServiceInstanceName.browse(type), Type.PTR);
  }
}
