// SPDX-License-Identifier: Apache-2.0
package io.kitty.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Splits the input of a target that needs several parts. */
public final class Lines {

  private Lines() {}

  /** Returns the parts between line feeds; at least one, which may be empty. */
  public static List<byte[]> of(byte[] input) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < input.length; i++) {
      if (input[i] == '\n') {
        lines.add(Arrays.copyOfRange(input, from, i));
        from = i + 1;
      }
    }
    lines.add(from(input, from));
    return lines;
  }

  /** Returns the first line as text, and what follows it. */
  public static Head head(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != '\n') {
      end++;
    }
    return new Head(text(Arrays.copyOf(input, end)), from(input, Math.min(end + 1, input.length)));
  }

  /**
   * The first line and the rest.
   *
   * @param line without its line feed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Head(String line, byte[] rest) {}

  /** Returns bytes as UTF-8; malformed ones become U+FFFD. */
  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] from(byte[] bytes, int index) {
    return Arrays.copyOfRange(bytes, index, bytes.length);
  }
}
