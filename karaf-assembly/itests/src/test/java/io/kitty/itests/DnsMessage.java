// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes announcements of multicast DNS responders (RFC 6762, section 18), without name
 * compression.
 */
public final class DnsMessage {
  private static final int ANSWER = 0x8400;
  private static final int IN = 1;
  private static final int FLUSH = 0x8001;
  private static final int LONG = 4500;
  private static final int SHORT = 120;

  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private int count;

  /** All records of a service but the addresses of its host. */
  public DnsMessage service(String instance, String type, String host, int port, List<byte[]> txt) {
    byte[] name = join(label(instance.getBytes(UTF_8)), name(type + ".local"));
    byte[] target = name(host);
    ByteArrayOutputStream strings = new ByteArrayOutputStream();
    for (byte[] each : txt) {
      strings.writeBytes(label(each));
    }
    return record(name(type + ".local"), 12, IN, LONG, name)
        .record(name, 33, FLUSH, SHORT, join(new byte[4], number(port), target))
        .record(name, 16, FLUSH, LONG, txt.isEmpty() ? new byte[1] : strings.toByteArray());
  }

  public DnsMessage service(String instance, String type, String host, int port, String... txt) {
    List<byte[]> strings = Stream.of(txt).map(each -> each.getBytes(UTF_8)).toList();
    return service(instance, type, host, port, strings);
  }

  public DnsMessage addresses(String host, String... addresses) {
    try {
      for (String each : addresses) {
        byte[] address = InetAddress.getByName(each).getAddress();
        record(name(host), address.length == 4 ? 1 : 28, FLUSH, SHORT, address);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DnsMessage record(byte[] owner, int type, int dnsClass, int ttl, byte[] data) {
    try (DataOutputStream out = new DataOutputStream(records)) {
      out.write(owner);
      out.writeShort(type);
      out.writeShort(dnsClass);
      out.writeInt(ttl);
      out.writeShort(data.length);
      out.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    count++;
    return this;
  }

  public byte[] bytes() {
    return join(
        number(0), number(ANSWER), number(0), number(count), new byte[4], records.toByteArray());
  }

  private static byte[] name(String dotted) {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    for (String each : dotted.split("\\.")) {
      name.writeBytes(label(each.getBytes(UTF_8)));
    }
    name.write(0);
    return name.toByteArray();
  }

  private static byte[] label(byte[] text) {
    return join(new byte[] {(byte) text.length}, text);
  }

  private static byte[] number(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] each : parts) {
      all.writeBytes(each);
    }
    return all.toByteArray();
  }
}
