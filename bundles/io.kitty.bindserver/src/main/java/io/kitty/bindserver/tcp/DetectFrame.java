// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The frame of the detect protocol: {@code A5 A5}, the total length as 16 bits in little-endian
 * order, the text, {@code A7 A7} (sksat/bambu-rs, docs/protocol.md, from a capture).
 */
final class DetectFrame {

  /** The first byte of every frame. */
  static final byte FIRST = (byte) 0xa5;

  /** The maximum length of a frame; requests take 58 bytes. */
  static final int MAX = 8192;

  private static final byte LAST = (byte) 0xa7;
  private static final int HEAD = 4;
  private static final int TAIL = 2;
  private static final int MIN = HEAD + 2 + TAIL;

  private DetectFrame() {}

  /**
   * Extracts the text from what has been received so far.
   *
   * @param came the received bytes, from the start to the position
   * @return the text; null while the frame is incomplete
   * @throws RejectedException if it cannot become a frame
   */
  static byte @Nullable [] text(ByteBuffer came) throws RejectedException {
    int size = came.position();
    for (int i = 0; i < Math.min(size, 2); i++) {
      if (came.get(i) != FIRST) {
        throw new RejectedException(RejectReason.MAGIC);
      }
    }
    if (size < HEAD) {
      return null;
    }
    int length = Byte.toUnsignedInt(came.get(2)) | Byte.toUnsignedInt(came.get(3)) << 8;
    if (length < MIN || length > MAX) {
      throw new RejectedException(RejectReason.LENGTH);
    }
    if (size < length) {
      return null;
    }
    if (came.get(length - 2) != LAST || came.get(length - 1) != LAST) {
      throw new RejectedException(RejectReason.TRAILER);
    }
    byte[] text = new byte[length - HEAD - TAIL];
    came.get(HEAD, text);
    return text;
  }

  /** Frames a text. */
  static byte[] around(byte[] text) {
    int length = HEAD + text.length + TAIL;
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(FIRST)
        .put(FIRST)
        .putShort((short) length)
        .put(text)
        .put(LAST)
        .put(LAST)
        .array();
  }
}
