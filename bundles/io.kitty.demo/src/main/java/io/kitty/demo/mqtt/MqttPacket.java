// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/**
 * A control packet of MQTT 3.1.1 (OASIS, chapter 2).
 *
 * @param type its type, 1 to 14
 * @param flags its flags, 0 to 15
 * @param body what follows the fixed header
 */
record MqttPacket(int type, int flags, ByteBuffer body) {

  static final int CONNECT = 1;
  static final int CONNACK = 2;
  static final int PUBLISH = 3;
  static final int PUBACK = 4;
  static final int SUBSCRIBE = 8;
  static final int SUBACK = 9;
  static final int UNSUBSCRIBE = 10;
  static final int UNSUBACK = 11;
  static final int PINGREQ = 12;
  static final int PINGRESP = 13;
  static final int DISCONNECT = 14;

  /** Many times what a client of a printer sends. */
  static final int MAX_BODY = 64 * 1024;

  /**
   * Reads the rest of a packet.
   *
   * @param first its first byte
   */
  static MqttPacket read(int first, DataInputStream in) throws IOException {
    int length = 0;
    int shift = 0;
    int next;
    do {
      next = in.readUnsignedByte();
      length |= (next & 0x7f) << shift;
      shift += 7;
    } while (next >= 0x80 && shift < 28);
    if (next >= 0x80 || length > MAX_BODY) {
      throw new ProtocolException("a packet of " + length + " bytes or more");
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return new MqttPacket(first >> 4 & 0xf, first & 0xf, ByteBuffer.wrap(body));
  }

  /** Writes a packet without flags. */
  static void write(OutputStream out, int type, byte... body) throws IOException {
    ByteBuffer packet = ByteBuffer.allocate(body.length + 5);
    packet.put((byte) (type << 4));
    int rest = body.length;
    do {
      packet.put((byte) (rest & 0x7f | (rest >= 0x80 ? 0x80 : 0)));
      rest >>= 7;
    } while (rest > 0);
    packet.put(body);
    out.write(packet.array(), 0, packet.position());
    out.flush();
  }

  /** Returns the next text of the body, which its length precedes. */
  String text() {
    byte[] text = new byte[Short.toUnsignedInt(body.getShort())];
    body.get(text);
    return new String(text, UTF_8);
  }

  /** Returns the rest of the body. */
  String rest() {
    return UTF_8.decode(body).toString();
  }
}
