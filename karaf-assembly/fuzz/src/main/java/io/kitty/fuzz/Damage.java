// SPDX-License-Identifier: Apache-2.0
package io.kitty.fuzz;

import java.util.Arrays;

/** Damages a file as an input says, for formats of which a whole file is no useful input. */
public final class Damage {

  private static final int HEAD = 2;
  private static final int CHANGE = 3;

  private Damage() {}

  /**
   * Returns a damaged copy of a file.
   *
   * @param input two octets with the length that is kept, then for each change two octets with the
   *     offset and one with the value
   */
  public static byte[] of(byte[] file, byte[] input) {
    if (input.length < HEAD) {
      return input.clone();
    }
    byte[] damaged = Arrays.copyOf(file, Math.min(file.length, number(input, 0)));
    for (int i = HEAD; i + CHANGE <= input.length && damaged.length > 0; i += CHANGE) {
      damaged[number(input, i) % damaged.length] = input[i + HEAD];
    }
    return damaged;
  }

  private static int number(byte[] octets, int offset) {
    return Byte.toUnsignedInt(octets[offset]) << Byte.SIZE | Byte.toUnsignedInt(octets[offset + 1]);
  }
}
