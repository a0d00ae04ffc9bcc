// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EchoPacketTest {

  private static final int HEADER = 24;

  /** A reply as a host sends it to a request, behind an IP header with one option. */
  private static ByteBuffer reply(int id, int sequence, long cookie) {
    ByteBuffer packet = ByteBuffer.allocate(HEADER + EchoPacket.SIZE);
    packet.put(0, (byte) 0x46).put(9, (byte) 1);
    EchoPacket.write(packet, HEADER, id, sequence, cookie);
    packet.put(HEADER, (byte) 0).putShort(HEADER + 2, (short) 0);
    int checksum = EchoPacket.checksum(packet, HEADER, EchoPacket.SIZE);
    return packet.putShort(HEADER + 2, (short) checksum);
  }

  @Test
  void theChecksumIsThatOfRfc1071() {
    byte[] example = {0x00, 0x01, (byte) 0xf2, 0x03, (byte) 0xf4, (byte) 0xf5, (byte) 0xf6, -9};

    assertThat(EchoPacket.checksum(ByteBuffer.wrap(example), 0, 8)).isEqualTo(0x220d);
  }

  @Test
  void aRequestIsAnEchoWithAValidChecksum() {
    ByteBuffer packet = ByteBuffer.allocate(40);
    EchoPacket.write(packet, 8, 0xabcd, 0xfffe, -2);

    assertThat(packet.getShort(8)).isEqualTo((short) 0x0800);
    assertThat(EchoPacket.checksum(packet, 8, EchoPacket.SIZE)).isZero();
    assertThat(EchoPacket.find(packet, 8, EchoPacket.SIZE, false)).as("not a reply").isEqualTo(-1);
  }

  @Property
  void aReplyReturnsTheRequestsFields(
      @ForAll @IntRange(max = 0xffff) int id,
      @ForAll @IntRange(max = 0xffff) int sequence,
      @ForAll long cookie) {
    ByteBuffer packet = reply(id, sequence, cookie);
    int at = EchoPacket.find(packet, 0, packet.capacity(), true);

    assertThat(at).isEqualTo(HEADER);
    assertThat(EchoPacket.id(packet, at)).isEqualTo(id);
    assertThat(EchoPacket.sequence(packet, at)).isEqualTo(sequence);
    assertThat(EchoPacket.cookie(packet, at)).isEqualTo(cookie);
    assertThat(EchoPacket.find(packet, HEADER, EchoPacket.SIZE, false)).isEqualTo(HEADER);
  }

  @Property
  void aReplyWithAWrongBitIsRefused(@ForAll @IntRange(max = 127) int bit) {
    ByteBuffer packet = reply(1, 2, 3);
    int at = HEADER + bit / 8;
    packet.put(at, (byte) (packet.get(at) ^ 1 << bit % 8));

    assertThat(EchoPacket.find(packet, 0, packet.capacity(), true)).isEqualTo(-1);
  }

  @Property
  void aTruncatedReplyIsRefused(@ForAll @IntRange(max = 39) int length) {
    assertThat(EchoPacket.find(reply(1, 2, 3), 0, length, true)).isEqualTo(-1);
  }

  @Property(tries = 10_000)
  void otherBytesAreNoReply(@ForAll @Size(max = 96) byte[] bytes, @ForAll boolean ipHeader) {
    int at = EchoPacket.find(ByteBuffer.wrap(bytes), 0, bytes.length, ipHeader);

    assertThat(at == -1 || at <= bytes.length - EchoPacket.SIZE).isTrue();
  }
}
