// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.icmp;

import java.nio.ByteBuffer;

/**
 * An ICMP echo message (RFC 792): type, code, checksum, identifier, sequence number, data. A
 * request carries a random number as its data, which the reply must return.
 */
final class EchoPacket {

  /** The length of a request. */
  static final int SIZE = 16;

  private static final int HEADER = 8;

  private static final int REQUEST = 8;
  private static final int REPLY = 0;
  private static final int MIN_IP_HEADER = 20;
  private static final int PROTOCOL_ICMP = 1;

  private EchoPacket() {}

  /** Writes a request into a big-endian buffer. */
  static void write(ByteBuffer out, int at, int id, int sequence, long cookie) {
    out.putLong(at + HEADER, cookie);
    address(out, at, SIZE, id, sequence);
  }

  /** Writes the header of a request in front of data that is in the buffer already. */
  static void address(ByteBuffer out, int at, int length, int id, int sequence) {
    out.putShort(at, (short) (REQUEST << 8));
    out.putShort(at + 2, (short) 0);
    out.putShort(at + 4, (short) id);
    out.putShort(at + 6, (short) sequence);
    out.putShort(at + 2, (short) checksum(out, at, length));
  }

  /**
   * Finds the echo reply in a received packet.
   *
   * @param ipHeader whether an IPv4 header precedes it
   * @return its offset; -1 if it is anything but a whole reply
   */
  static int find(ByteBuffer in, int at, int length, boolean ipHeader) {
    int start = at;
    int left = length;
    if (ipHeader) {
      int header = left < MIN_IP_HEADER ? 0 : (in.get(at) & 0xf) * 4;
      if (header < MIN_IP_HEADER
          || (in.get(at) & 0xf0) != 0x40
          || in.get(at + 9) != PROTOCOL_ICMP) {
        return -1;
      }
      start += header;
      left -= header;
    }
    boolean reply =
        left >= HEADER && in.getShort(start) == REPLY << 8 && checksum(in, start, left) == 0;
    return reply ? start : -1;
  }

  static int id(ByteBuffer in, int at) {
    return in.getShort(at + 4) & 0xffff;
  }

  static int sequence(ByteBuffer in, int at) {
    return in.getShort(at + 6) & 0xffff;
  }

  static long cookie(ByteBuffer in, int at) {
    return in.getLong(at + HEADER);
  }

  /** Returns the Internet checksum (RFC 1071); 0 for an intact message. */
  static int checksum(ByteBuffer in, int at, int length) {
    int sum = 0;
    for (int i = at; i < at + length - 1; i += 2) {
      sum += in.getShort(i) & 0xffff;
    }
    if (length % 2 == 1) {
      sum += (in.get(at + length - 1) & 0xff) << 8;
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    sum += sum >>> 16;
    return ~sum & 0xffff;
  }
}
