// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import java.nio.ByteBuffer;

/**
 * An ICMP echo message (RFC 792): type, code, checksum, identifier, sequence number, and as its
 * data a random number, which a reply has to return.
 */
final class EchoPacket {

  /** The length of a message. */
  static final int SIZE = 16;

  private static final int REQUEST = 8;
  private static final int REPLY = 0;
  private static final int LEAST_IP_HEADER = 20;
  private static final int PROTOCOL_ICMP = 1;

  private EchoPacket() {}

  /** Writes a request into a big-endian buffer. */
  static void write(ByteBuffer out, int at, int id, int sequence, long cookie) {
    out.putShort(at, (short) (REQUEST << 8));
    out.putShort(at + 2, (short) 0);
    out.putShort(at + 4, (short) id);
    out.putShort(at + 6, (short) sequence);
    out.putLong(at + 8, cookie);
    out.putShort(at + 2, (short) checksum(out, at, SIZE));
  }

  /**
   * Finds the echo reply in what was received.
   *
   * @param ipHeader whether an IPv4 header precedes it
   * @return where it begins; -1 if it is anything but a whole reply to one of our requests
   */
  static int find(ByteBuffer in, int at, int length, boolean ipHeader) {
    int start = at;
    int left = length;
    if (ipHeader) {
      int header = left < LEAST_IP_HEADER ? 0 : (in.get(at) & 0xf) * 4;
      if (header < LEAST_IP_HEADER
          || (in.get(at) & 0xf0) != 0x40
          || in.get(at + 9) != PROTOCOL_ICMP) {
        return -1;
      }
      start += header;
      left -= header;
    }
    boolean reply =
        left == SIZE && in.getShort(start) == REPLY << 8 && checksum(in, start, SIZE) == 0;
    return reply ? start : -1;
  }

  static int id(ByteBuffer in, int at) {
    return in.getShort(at + 4) & 0xffff;
  }

  static int sequence(ByteBuffer in, int at) {
    return in.getShort(at + 6) & 0xffff;
  }

  static long cookie(ByteBuffer in, int at) {
    return in.getLong(at + 8);
  }

  /**
   * The Internet checksum (RFC 1071) of an even number of bytes; 0 over a message that is whole.
   */
  static int checksum(ByteBuffer in, int at, int length) {
    int sum = 0;
    for (int i = at; i < at + length; i += 2) {
      sum += in.getShort(i) & 0xffff;
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    sum += sum >>> 16;
    return ~sum & 0xffff;
  }
}
