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
    A(1),
    AAAA(28),
    PTR(12),
    SRV(33),
    TXT(16);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    /** Returns the number on the wire (RFC 1035, §3.2.2). */
    int code() {
      return code;
    }
  }

  /** Returns the question for the instances of a service type. */
  public static Question browse(String type) {
    return new Question(ServiceInstanceName.browse(type), Type.PTR);
  }
}
