// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Printers' replies. */
final class Replies {

  static final byte[] SHORT = of(140, "Attic", 8899, 0x1001, 2);
  static final byte[] LONG = more(of(276, "Cellar", 8899, 0x0026, 1), "SNXYZ0042");

  private Replies() {}

  static byte[] of(int size, String name, int port, int product, int status) {
    return ByteBuffer.allocate(size)
        .put(0, name.getBytes(StandardCharsets.UTF_8))
        .putShort(0x84, (short) port)
        .putShort(0x86, (short) 0x2b71)
        .putShort(0x88, (short) product)
        .putShort(size == 140 ? 0x8a : 0x90, (short) status)
        .array();
  }

  static byte[] more(byte[] answer, String serial) {
    return ByteBuffer.wrap(answer)
        .putShort(0x8c, (short) 0x5a02)
        .putShort(0x8e, (short) 8898)
        .put(0x92, serial.getBytes(StandardCharsets.UTF_8))
        .array();
  }
}
