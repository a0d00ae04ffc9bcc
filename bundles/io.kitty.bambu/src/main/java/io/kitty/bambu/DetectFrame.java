// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The frame of the detect protocol: {@code A5 A5}, the total length as 16 bits in little-endian
 * order, the text, {@code A7 A7} (sksat/bambu-rs, docs/protocol.md, from a capture).
 */
final class DetectFrame {

  /** The maximum size of a frame; replies take about 200 bytes. */
  static final int MAX_SIZE = 8192;

  private static final short HEAD = (short) 0xa5a5;
  private static final short TAIL = (short) 0xa7a7;
  private static final int HEAD_SIZE = 4;
  private static final int TAIL_SIZE = 2;

  private DetectFrame() {}

  /** Frames a text. */
  static byte[] encode(byte[] text) {
    int size = HEAD_SIZE + text.length + TAIL_SIZE;
    return frame(ByteBuffer.allocate(size))
        .putShort(HEAD)
        .putShort((short) size)
        .put(text)
        .putShort(TAIL)
        .array();
  }

  /**
   * Reads one frame and returns its text. What follows is not read.
   *
   * @throws IOException if it is no frame, too large, or truncated
   */
  static byte[] read(InputStream in) throws IOException {
    ByteBuffer head = frame(ByteBuffer.wrap(exactly(HEAD_SIZE, in)));
    if (head.getShort() != HEAD) {
      throw new ProtocolException("the answer is no frame");
    }
    int size = Short.toUnsignedInt(head.getShort());
    if (size < HEAD_SIZE + 2 + TAIL_SIZE || size > MAX_SIZE) {
      throw new ProtocolException("the answer has an impossible length: " + size);
    }
    byte[] text = exactly(size - HEAD_SIZE - TAIL_SIZE, in);
    if (frame(ByteBuffer.wrap(exactly(TAIL_SIZE, in))).getShort() != TAIL) {
      throw new ProtocolException("the answer's frame does not end");
    }
    return text;
  }

  private static byte[] exactly(int n, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(n);
    if (bytes.length < n) {
      throw new EOFException("the answer is incomplete");
    }
    return bytes;
  }

  private static ByteBuffer frame(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }
}
