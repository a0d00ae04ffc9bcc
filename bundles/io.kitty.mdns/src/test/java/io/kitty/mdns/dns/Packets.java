// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Builds DNS messages for tests, names written out. */
public final class Packets {

  private static final int IN = 1;
  private static final int FLUSH = 0x8001;

  private int id;
  private int flags = 0x8400;
  private int questions;
  private final ByteArrayOutputStream asked = new ByteArrayOutputStream();
  private final List<byte[]> records = new ArrayList<>();

  private Packets() {}

  public static Packets response() {
    return new Packets();
  }

  static Packets query(String name, int type) {
    Packets query = new Packets();
    query.flags = 0;
    return query.question(name, type);
  }

  /** All records of a service; a TTL of 0 is a goodbye. */
  public static Packets service(
      int ttl, String instance, String type, String host, String address, String... txt) {
    String[] full = (instance + "|" + type.replace('.', '|') + "|local").split("\\|");
    return response()
        .pointer(ttl, type + ".local", full)
        .server(ttl, 80, host, full)
        .text(ttl, strings(txt), full)
        .address(ttl, host, address);
  }

  Packets id(int value) {
    id = value;
    return this;
  }

  Packets question(String name, int type) {
    questions++;
    asked.writeBytes(name(name.split("\\.")));
    asked.writeBytes(u16(type));
    asked.writeBytes(u16(IN));
    return this;
  }

  public Packets pointer(int ttl, String owner, String... target) {
    return record(name(owner.split("\\.")), 12, IN, ttl, name(target));
  }

  public Packets server(int ttl, int port, String host, String... owner) {
    return record(
        name(owner), 33, FLUSH, ttl, join(u16(0), u16(0), u16(port), name(host.split("\\."))));
  }

  public Packets text(int ttl, byte[] data, String... owner) {
    return record(name(owner), 16, FLUSH, ttl, data);
  }

  public Packets address(int ttl, String host, String address) {
    return address(ttl, FLUSH, host, address);
  }

  public Packets sharedAddress(int ttl, String host, String address) {
    return address(ttl, IN, host, address);
  }

  private Packets address(int ttl, int dnsClass, String host, String address) {
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      int type = bytes.length == 4 ? 1 : 28;
      return record(name(host.split("\\.")), type, dnsClass, ttl, bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Adds the bytes of a record. */
  Packets raw(byte[] record) {
    records.add(record);
    return this;
  }

  Packets record(byte[] owner, int type, int dnsClass, int ttl, byte[] data) {
    return raw(
        join(owner, u16(type), u16(dnsClass), u16(ttl >>> 16), u16(ttl), u16(data.length), data));
  }

  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int each : new int[] {id, flags, questions, records.size(), 0, 0}) {
      out.writeBytes(u16(each));
    }
    out.writeBytes(asked.toByteArray());
    records.forEach(out::writeBytes);
    return out.toByteArray();
  }

  public static byte[] strings(String... txt) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String each : txt) {
      byte[] bytes = each.getBytes(StandardCharsets.UTF_8);
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  static byte[] name(String... labels) {
    return join(strings(labels), new byte[1]);
  }

  /** Reads the questions of a query. */
  public static List<Question> questions(byte[] query) {
    ByteBuffer in = ByteBuffer.wrap(query).position(12);
    return IntStream.range(0, ByteBuffer.wrap(query).getShort(4))
        .mapToObj(i -> question(in))
        .toList();
  }

  private static Question question(ByteBuffer in) {
    DnsName name = readName(in);
    int type = in.getShort();
    in.getShort();
    return new Question(
        name,
        Stream.of(Question.Type.values())
            .filter(each -> each.code() == type)
            .findFirst()
            .orElseThrow());
  }

  /** Reads the targets of the known answers of a query. */
  public static List<DnsName> knownTargets(byte[] query) {
    ByteBuffer in = ByteBuffer.wrap(query).position(12);
    IntStream.range(0, in.getShort(4)).forEach(i -> question(in));
    List<DnsName> targets = new ArrayList<>();
    for (int i = in.getShort(6); i > 0; i--) {
      readName(in);
      in.position(in.position() + 8);
      int end = in.getShort() + in.position();
      targets.add(readName(in));
      if (in.position() != end) {
        throw new AssertionError("length of a known answer");
      }
    }
    if (in.hasRemaining()) {
      throw new AssertionError("bytes after the last answer");
    }
    return targets;
  }

  private static DnsName readName(ByteBuffer in) {
    List<String> labels = new ArrayList<>();
    int after = -1;
    while (true) {
      int length = Byte.toUnsignedInt(in.get());
      if (length == 0) {
        break;
      }
      if (length >= 0xC0) {
        int to = (length & 0x3F) << 8 | Byte.toUnsignedInt(in.get());
        after = after < 0 ? in.position() : after;
        in.position(to);
      } else {
        byte[] label = new byte[length];
        in.get(label);
        labels.add(new String(label, StandardCharsets.UTF_8));
      }
    }
    if (after >= 0) {
      in.position(after);
    }
    return new DnsName(labels);
  }

  static byte[] u16(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
