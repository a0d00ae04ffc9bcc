// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes text from strangers safe to keep and to print. */
public final class SafeText {

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private static final char REPLACEMENT = '\uFFFD';

  /** The first byte that Latin-1 has a letter or sign for, beyond ASCII. */
  private static final int LATIN_1 = 0xA0;

  /** What people take for one character (Unicode Standard Annex 29). */
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  /** The longest sequence that is kept whole where a text is cut; emoji sequences are shorter. */
  private static final int LONGEST_SEQUENCE = 64;

  private SafeText() {}

  /**
   * The text without control, direction and other invisible characters, trimmed, and cut to at most
   * {@code max} characters (never inside a surrogate pair or an emoji sequence).
   *
   * <p>The zero-width joiner and non-joiner stay behind a visible character: without them emoji
   * sequences fall apart, and words of Persian and the languages of India are misspelt.
   */
  public static String clean(String text, int max) {
    int enough = max + LONGEST_SEQUENCE;
    StringBuilder out = new StringBuilder(Math.min(text.length(), enough));
    boolean visible = false;
    int i = 0;
    while (i < text.length() && out.length() < enough) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isJoiner(c) ? visible : isPrintable(c)) {
        out.appendCodePoint(c);
        visible = !isJoiner(c) && !Character.isWhitespace(c);
      }
    }
    String clean = out.toString().strip();
    return clean.length() <= max ? clean : cut(clean, max).strip();
  }

  private static boolean isJoiner(int c) {
    return c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
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

  /** Cuts between two characters; within one only where it is longer than any real one. */
  private static String cut(String text, int max) {
    int end = 0;
    Matcher character = CHARACTER.matcher(text);
    while (character.find() && character.end() <= max) {
      end = character.end();
    }
    if (character.end() - end >= LONGEST_SEQUENCE) {
      end = Character.isLowSurrogate(text.charAt(max)) ? max - 1 : max;
    }
    return text.substring(0, end);
  }

  /**
   * Bytes as the text that they were meant to be: UTF-8, and where a byte is no part of any,
   * Latin-1, which many machines still write. A byte that is no letter or sign in that either, and
   * a character that was cut off at the end of a UTF-8 text, become U+FFFD.
   */
  public static String decode(byte[] bytes) {
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = utf8.decode(in, out, true);
    while (result.isMalformed()) {
      boolean severalBytesBefore = in.position() > out.position();
      if (in.remaining() == result.length() && (severalBytesBefore || result.length() > 1)) {
        return out.put(REPLACEMENT).flip().toString();
      }
      for (int i = result.length(); i > 0; i--) {
        out.put(latin1(in.get()));
      }
      result = utf8.decode(in, out, true);
    }
    return out.flip().toString();
  }

  private static char latin1(byte octet) {
    int c = Byte.toUnsignedInt(octet);
    return c < LATIN_1 ? REPLACEMENT : (char) c;
  }
}
