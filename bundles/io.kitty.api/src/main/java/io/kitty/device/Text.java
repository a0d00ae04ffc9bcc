// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

/** Makes text from strangers safe to keep and to print. */
public final class Text {

  private Text() {}

  /**
   * The text without control and direction-override characters, trimmed, and cut to at most {@code
   * max} characters (never inside a surrogate pair).
   */
  public static String clean(String text, int max) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), max));
    int i = 0;
    while (i < text.length() && out.length() < max) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isPrintable(c) && out.length() + Character.charCount(c) <= max) {
        out.appendCodePoint(c);
      }
    }
    return out.toString().strip();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
