// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker.socket;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/**
 * Takes what is read out of the frames of a WebSocket (RFC 6455, section 5), and answers pings. A
 * read that times out can be repeated. Not thread-safe.
 */
final class WebSocketInput extends InputStream {

  private static final int OPCODE = 0x0f;
  private static final int CONTINUATION = 0;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int MAX_CONTROL = 125;

  private final InputStream in;
  private final WebSocketOutput out;

  /** The head of the frame, as far as it is read. */
  private final ByteBuffer head = ByteBuffer.allocate(10);

  /** The payload of a ping, as far as it is read. */
  private final ByteBuffer control = ByteBuffer.allocate(MAX_CONTROL);

  /** The bytes that the frame still has, once its head is read. */
  private long remaining;

  private int opcode = PONG;

  WebSocketInput(InputStream in, WebSocketOutput out) {
    this.in = in;
    this.out = out;
  }

  @Override
  public int read() throws IOException {
    byte[] octet = new byte[1];
    return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    while (remaining == 0 || opcode == PING || opcode == PONG) {
      if (!(remaining == 0 ? readHead() : readControl())) {
        return -1;
      }
    }
    int read = in.read(bytes, offset, (int) Math.min(count, remaining));
    remaining -= Math.max(read, 0);
    return read;
  }

  /** Reads on in the head of a frame; returns whether there is more. */
  private boolean readHead() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      return false;
    }
    head.put((byte) octet);
    if (head.position() >= 2 && head.position() == headSize()) {
      opcode = head.get(0) & OPCODE;
      remaining = length();
      head.clear();
      check();
    }
    return opcode != CLOSE;
  }

  private int headSize() {
    int length = head.get(1) & 0xff;
    return length == LENGTH_16 ? 4 : length == LENGTH_64 ? 10 : 2;
  }

  private long length() {
    int length = head.get(1) & 0xff;
    return length == LENGTH_16
        ? Short.toUnsignedInt(head.getShort(2))
        : length == LENGTH_64 ? head.getLong(2) : length;
  }

  private void check() throws IOException {
    boolean data = opcode == BINARY || opcode == CONTINUATION;
    boolean bounded = remaining >= 0 && remaining <= MAX_CONTROL;
    if (!(data ? remaining >= 0 : bounded && opcode >= CLOSE && opcode <= PONG)) {
      throw new ProtocolException("it sends a frame that is no MQTT");
    }
    if (opcode == PING && remaining == 0) {
      out.pong(new byte[0]);
    }
  }

  /** Reads on in the payload of a ping or pong; returns whether there is more. */
  private boolean readControl() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      return false;
    }
    control.put((byte) octet);
    remaining--;
    if (remaining == 0) {
      byte[] payload = new byte[control.flip().remaining()];
      control.get(payload).clear();
      if (opcode == PING) {
        out.pong(payload);
      }
    }
    return true;
  }
}
