// SPDX-License-Identifier: Apache-2.0
package io.kitty.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes untrusted text safe to store and to print. */
public final class SafeText {

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private static final char REPLACEMENT = '\uFFFD';

  /** The first printable byte of Latin-1 beyond ASCII. */
  private static final int LATIN_1 = 0xA0;

  /** A grapheme cluster (Unicode Standard Annex 29). */
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  /** The longest sequence that is kept whole when a text is cut; emoji sequences are shorter. */
  private static final int LONGEST_SEQUENCE = 64;

  private SafeText() {}

  /**
   * Returns the text without control, direction and other invisible characters, trimmed, and cut to
   * at most {@code max} characters (never inside a surrogate pair or an emoji sequence).
   *
   * <p>The zero-width joiner and non-joiner are kept after a visible character: emoji sequences,
   * Persian and the languages of India need them.
   */
  public static String clean(String text, int max) {
    if (isClean(text, max)) {
      return text;
    }
    int limit = max + LONGEST_SEQUENCE;
    StringBuilder out = new StringBuilder(Math.min(text.length(), limit));
    boolean visible = false;
    int i = 0;
    while (i < text.length() && out.length() < limit) {
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

  /** Returns whether it is trimmed printable ASCII of the right length, as nearly all texts are. */
  private static boolean isClean(String text, int max) {
    int last = text.length() - 1;
    if (last < 0 || last >= max || text.charAt(0) == ' ' || text.charAt(last) == ' ') {
      return false;
    }
    for (int i = 0; i <= last; i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
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

  /** Cuts between two grapheme clusters; inside one only if it is longer than any real one. */
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
   * Decodes bytes as UTF-8, and bytes that are not valid UTF-8 as Latin-1, which many devices still
   * send. A byte that is not printable in Latin-1 either, and a character truncated at the end of a
   * UTF-8 text, become U+FFFD.
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
