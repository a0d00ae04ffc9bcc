// SPDX-License-Identifier: Apache-2.0
package io.kitty.ankermake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Replies of PPPP devices to a search. */
final class Replies {

  static final byte[] PRINTER = of(0xf1410014, "USPRAKM", 4711, "QWERT");
  static final byte[] CAMERA = of(0xf1410014, "ABCD", 1234567, "ZYXWV");

  private Replies() {}

  static byte[] of(int header, String prefix, int serial, String check) {
    return ByteBuffer.allocate(24)
        .putInt(0, header)
        .put(4, prefix.getBytes(StandardCharsets.ISO_8859_1))
        .putInt(12, serial)
        .put(16, check.getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }
}
