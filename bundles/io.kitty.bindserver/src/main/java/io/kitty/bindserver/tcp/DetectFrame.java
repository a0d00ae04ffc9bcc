// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The frame around what is said on the detect ports: {@code A5 A5}, the length of the whole as 16
 * bits in little-endian order, the text, {@code A7 A7} (sksat/bambu-rs, docs/protocol.md, from a
 * capture).
 */
final class DetectFrame {

  /** The first byte of every frame. */
  static final byte FIRST = (byte) 0xa5;

  /** The longest frame that is read; questions take 58 bytes. */
  static final int MAX = 8192;

  private static final byte LAST = (byte) 0xa7;
  private static final int HEAD = 4;
  private static final int TAIL = 2;
  private static final int MIN = HEAD + 2 + TAIL;

  private DetectFrame() {}

  /**
   * Takes the text out of what has come so far.
   *
   * @param came what came, from its start to its position
   * @return the text; null while some of the frame has still to come
   * @throws Refused if no frame can become of it
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
