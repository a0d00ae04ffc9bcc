// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;

/**
 * The announcement of a machine with one service: one message with all of its records (RFC 6762,
 * §8.3 and RFC 6763, §4 to 6), without name compression.
 */
public final class MdnsAnnouncement {
  private static final int POINTER = 12;
  private static final int SERVER = 33;
  private static final int TEXT = 16;
  private static final int ADDRESS = 1;

  private static final int SHARED = 0x0001;
  private static final int UNIQUE = 0x8001; // the cache-flush bit (RFC 6762, §10.2)
  private static final int SECONDS = 120;
  private static final String[] TYPE = {"_http", "_tcp", "local"};

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private MdnsAnnouncement() {}

  /** Returns the message of a machine with a web server. */
  public static byte[] of(String name, String address) {
    try {
      return new MdnsAnnouncement().message(name, InetAddress.getByName(address).getAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] message(String name, byte[] address) throws IOException {
    String[] instance = {name, TYPE[0], TYPE[1], TYPE[2]};
    byte[] host = name(name, "local");
    byte[] server = new byte[6 + host.length]; // no priority, no weight
    server[5] = 80;
    System.arraycopy(host, 0, server, 6, host.length);
    for (int each : new int[] {0, 0x8400, 0, 4, 0, 0}) {
      out.writeShort(each);
    }
    record(name(TYPE), POINTER, SHARED, name(instance));
    record(name(instance), SERVER, UNIQUE, server);
    record(name(instance), TEXT, UNIQUE, name("path=/")); // the same form; the empty end is ignored
    record(host, ADDRESS, UNIQUE, address);
    return bytes.toByteArray();
  }

  private void record(byte[] owner, int type, int dnsClass, byte[] data) throws IOException {
    out.write(owner);
    out.writeShort(type);
    out.writeShort(dnsClass);
    out.writeInt(SECONDS);
    out.writeShort(data.length);
    out.write(data);
  }

  /** Each label after its length, and the root. */
  private static byte[] name(String... labels) {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    for (String label : labels) {
      byte[] text = label.getBytes(UTF_8);
      name.write(text.length);
      name.writeBytes(text);
    }
    name.write(0);
    return name.toByteArray();
  }
}
