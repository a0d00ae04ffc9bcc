// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.icmp;

import static io.kitty.fuzz.Invariants.check;

import java.nio.ByteBuffer;

/** ICMP packets, with an IP header or without: the first bit says which. */
public final class EchoPacketFuzz {

  /** As much as is received of a packet; the rest of the buffer is of others. */
  private static final int BUFFER = 128;

  private EchoPacketFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    int length = Math.min(input.length, BUFFER);
    ByteBuffer buffer = ByteBuffer.allocate(2 * BUFFER).put(0, input, 0, length);
    boolean header = length > 0 && (input[0] & 0xf0) == 0x40;
    int at = EchoPacket.find(buffer, 0, length, header);
    if (at >= 0) {
      check(at + 8 <= length, "a reply begins behind its packet");
      check(EchoPacket.id(buffer, at) <= 0xffff, "an id");
      check(EchoPacket.sequence(buffer, at) <= 0xffff, "a sequence");
      check(EchoPacket.checksum(buffer, at, length - at) == 0, "a wrong checksum");
    }
  }
}
