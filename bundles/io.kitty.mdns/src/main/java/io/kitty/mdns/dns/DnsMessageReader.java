// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import io.kitty.mdns.dns.ResourceRecord.Address;
import io.kitty.mdns.dns.ResourceRecord.Pointer;
import io.kitty.mdns.dns.ResourceRecord.Server;
import io.kitty.mdns.dns.ResourceRecord.Text;
import io.kitty.mdns.dns.ResourceRecord.Validity;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a DNS message (RFC 1035, §4.1) and keeps every well-formed record: real devices (Sonos,
 * eufy, roborock) send NSEC records with impossible names beside good ones.
 *
 * <p>JmDNS's reader is not used: it drops a whole message for one bad record, joins the labels of a
 * name with dots and so loses where an instance name ends, misreads UTF-8 of four bytes, and
 * accepts a length that reaches beyond the end of the message.
 */
public final class DnsMessageReader {

  private static final int RESPONSE = 0x8000;
  private static final int OPCODE_AND_RCODE = 0x780F;
  private static final int CLASS_IN = 1;
  private static final int TOP_BIT = 0x8000;
  private static final int LONGEST_NAME = 255;

  /** No name has more labels, and no label needs more than one pointer. */
  private static final int MAX_POINTERS = 127;

  private final ByteBuffer buffer;
  private final Function<DnsName, ? extends Collection<String>> binaryKeys;

  private DnsMessageReader(
      byte[] bytes, Function<DnsName, ? extends Collection<String>> binaryKeys) {
    this.buffer = ByteBuffer.wrap(bytes);
    this.binaryKeys = binaryKeys;
  }

  /**
   * Reads a message; empty if it is malformed, or holds neither a question nor a record.
   *
   * @param binaryKeys the TXT keys whose values are bytes, by the name of the TXT record
   */
  public static Optional<DnsMessage> read(
      byte[] bytes, Function<DnsName, ? extends Collection<String>> binaryKeys) {
    try {
      return new DnsMessageReader(bytes, binaryKeys)
          .message()
          .filter(message -> !message.isEmpty());
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private Optional<DnsMessage> message() {
    int id = u16();
    int flags = u16();
    int questions = u16();
    int records = u16() + u16() + u16();
    if ((flags & OPCODE_AND_RCODE) != 0) {
      return Optional.empty();
    }
    for (int i = 0; i < questions; i++) {
      name();
      u16();
      u16();
    }
    boolean response = (flags & RESPONSE) != 0;
    return Optional.of(
        new DnsMessage(
            response,
            response && (id != 0 || questions > 0),
            questions,
            response ? records(records) : List.of()));
  }

  /** Reads the records up to the one in which the message is truncated. */
  private List<ResourceRecord> records(int count) {
    List<ResourceRecord> records = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ResourceRecord each = record();
        if (each != null) {
          records.add(each);
        }
      }
    } catch (BufferUnderflowException e) {
      return records;
    }
    return records;
  }

  private @Nullable ResourceRecord record() {
    DnsName name = name();
    int type = u16();
    int dnsClass = u16();
    long ttl = Integer.toUnsignedLong(buffer.getInt());
    int length = u16();
    int end = buffer.position() + length;
    if (end > buffer.limit()) {
      throw new BufferUnderflowException();
    }
    ResourceRecord each = null;
    if (name != null && !name.labels().isEmpty() && (dnsClass & ~TOP_BIT) == CLASS_IN) {
      each = data(name, new Validity(ttl, (dnsClass & TOP_BIT) != 0), type, length);
    }
    buffer.position(end);
    return each;
  }

  private @Nullable ResourceRecord data(DnsName name, Validity validity, int type, int length) {
    return switch (type) {
      case 1 -> address(name, validity, length, 4);
      case 28 -> address(name, validity, length, 16);
      case 12 -> pointer(name, validity, length);
      case 16 -> new Text(name, validity, TxtRecord.read(bytes(length), binaryKeys.apply(name)));
      case 33 -> server(name, validity, length);
      default -> null;
    };
  }

  private @Nullable ResourceRecord address(
      DnsName name, Validity validity, int length, int wanted) {
    if (length != wanted) {
      return null;
    }
    try {
      InetAddress address = InetAddress.getByAddress(bytes(length));
      boolean mapped = length == 16 && address instanceof Inet4Address;
      return mapped ? null : new Address(name, validity, address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable ResourceRecord pointer(DnsName name, Validity validity, int length) {
    DnsName target = nameOf(length);
    return target == null ? null : new Pointer(name, validity, target);
  }

  private @Nullable ResourceRecord server(DnsName name, Validity validity, int length) {
    if (length < 7) {
      return null;
    }
    buffer.getInt(); // priority and weight
    int port = u16();
    DnsName host = nameOf(length - 6);
    return host == null ? null : new Server(name, validity, host, port);
  }

  /** Reads a name that fills the rest of a record and is not the root. */
  private @Nullable DnsName nameOf(int length) {
    int end = buffer.position() + length;
    DnsName name = name();
    return buffer.position() != end || name == null || name.labels().isEmpty() ? null : name;
  }

  /**
   * Reads a name and skips it; null if it is invalid: longer than 255 octets, with a pointer that
   * does not lead backwards (RFC 1035, §4.1.4), or with more pointers than labels are possible.
   *
   * @throws BufferUnderflowException if its end cannot be determined
   */
  private @Nullable DnsName name() {
    List<String> labels = new ArrayList<>();
    int before = buffer.position();
    int behind = -1;
    int size = 1;
    int pointers = 0;
    boolean possible = true;
    boolean exact = true;
    while (true) {
      int length = Byte.toUnsignedInt(buffer.get());
      if (length >= 0xC0) {
        int to = (length & 0x3F) << 8 | Byte.toUnsignedInt(buffer.get());
        behind = behind < 0 ? buffer.position() : behind;
        possible &= to < before && ++pointers <= MAX_POINTERS;
        if (!possible) {
          break;
        }
        before = to;
        buffer.position(to);
      } else if (length > 63) {
        if (behind < 0) {
          throw new BufferUnderflowException();
        }
        possible = false;
        break;
      } else if (length == 0) {
        break;
      } else {
        size += length + 1;
        possible &= size <= LONGEST_NAME;
        byte[] label = bytes(length);
        if (possible) {
          String text = io.kitty.text.SafeText.decode(label);
          labels.add(text);
          exact &= Arrays.equals(label, text.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    if (behind >= 0) {
      buffer.position(behind);
    }
    return possible ? new DnsName(labels, exact) : null;
  }

  private byte[] bytes(int length) {
    if (length > buffer.remaining()) {
      throw new BufferUnderflowException();
    }
    int from = buffer.position();
    buffer.position(from + length);
    return Arrays.copyOfRange(buffer.array(), from, from + length);
  }

  private int u16() {
    return Short.toUnsignedInt(buffer.getShort());
  }
}
