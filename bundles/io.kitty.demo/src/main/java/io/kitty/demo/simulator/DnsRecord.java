// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;

/**
 * A resource record of a machine (RFC 1035, §3.2; RFC 2782 for SRV).
 *
 * @param name its owner name
 * @param type its type, by number
 * @param ttl its TTL in seconds
 * @param data its data
 */
record DnsRecord(DnsName name, int type, int ttl, byte[] data) {

  static final int A = 1;
  static final int PTR = 12;
  static final int TXT = 16;
  static final int SRV = 33;

  private static final int IN = 1;

  /** Tells caches to flush older records (RFC 6762, §10.2). */
  private static final int CACHE_FLUSH = 0x8000;

  /** The TTLs that RFC 6762, §10 recommends: for records with a host name, and for others. */
  private static final int HOST_TTL = 120;

  private static final int OTHER_TTL = 4500;

  /** Writes data. */
  @FunctionalInterface
  private interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  static DnsRecord pointer(DnsName name, DnsName target) {
    return new DnsRecord(name, PTR, OTHER_TTL, data(target::write));
  }

  static DnsRecord server(DnsName name, int port, DnsName host) {
    return new DnsRecord(
        name,
        SRV,
        HOST_TTL,
        data(
            out -> {
              out.writeShort(0);
              out.writeShort(0);
              out.writeShort(port);
              host.write(out);
            }));
  }

  /** One string for each field of an object; an empty one if there is none. */
  static DnsRecord text(DnsName name, JsonNode fields) {
    return new DnsRecord(
        name,
        TXT,
        OTHER_TTL,
        data(
            out -> {
              for (var field : fields.properties()) {
                byte[] pair = (field.getKey() + "=" + field.getValue().asText()).getBytes(UTF_8);
                out.writeByte(pair.length);
                out.write(pair);
              }
              if (fields.isEmpty()) {
                out.writeByte(0);
              }
            }));
  }

  static DnsRecord address(DnsName name, InetAddress address) {
    return new DnsRecord(name, A, HOST_TTL, address.getAddress());
  }

  private static byte[] data(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writer.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns the record with another TTL; 0 is a goodbye. */
  DnsRecord withTtl(int seconds) {
    return new DnsRecord(name, type, seconds, data);
  }

  /**
   * Writes it.
   *
   * @param direct whether it goes to a legacy unicast client (RFC 6762, §6.7)
   */
  void write(DataOutputStream out, boolean direct) throws IOException {
    name.write(out);
    out.writeShort(type);
    out.writeShort(type == PTR || direct ? IN : IN | CACHE_FLUSH);
    out.writeInt(direct ? Math.min(ttl, 10) : ttl);
    out.writeShort(data.length);
    out.write(data);
  }
}
