// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.xml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes a description: as UTF-16 if a byte order mark or zero bytes show that, with the encoding
 * that the document declares, or else the server, and otherwise as UTF-8. An invalid byte is
 * decoded as Latin-1, without affecting others.
 */
public final class CharsetDetector {

  /** The maximum length of a declaration, in bytes. */
  private static final int MAX_DECLARATION = 256;

  private static final Pattern DECLARED =
      Pattern.compile("<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']\\s*([A-Za-z0-9._:-]+)\\s*[\"']");

  private static final String PROBE = "<?xml ";

  /** Latin-1, with quotation marks and dashes in place of control characters. */
  private static final Charset LATIN = Charset.forName("windows-1252");

  private CharsetDetector() {}

  /**
   * Returns the text of a document.
   *
   * @param charset the encoding that the server declares; {@code ""} for none
   */
  public static String text(byte[] document, String charset) {
    byte[] start = Arrays.copyOf(document, 4);
    if (start[0] == (byte) 0xfe && start[1] == (byte) 0xff || zeros(start, 0)) {
      return decode(document, UTF_16BE);
    }
    if (start[0] == (byte) 0xff && start[1] == (byte) 0xfe || zeros(start, 1)) {
      return decode(document, UTF_16LE);
    }
    Charset declared =
        declared(document).flatMap(CharsetDetector::named).or(() -> named(charset)).orElse(UTF_8);
    return decode(document, isActuallyUtf8(document, declared) ? UTF_8 : declared);
  }

  /** Returns whether either the even or the odd ones of the first bytes are zero. */
  private static boolean zeros(byte[] start, int from) {
    return start[from] == 0 && start[from + 2] == 0 && start[1 - from] != 0 && start[3 - from] != 0;
  }

  private static Optional<String> declared(byte[] document) {
    int size = Math.min(document.length, MAX_DECLARATION);
    Matcher matcher = DECLARED.matcher(new String(document, 0, size, ISO_8859_1));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * Returns the encoding of that name, unless it is unknown or cannot be right: one that is no
   * superset of ASCII would have made the declaration unreadable. US-ASCII itself is of no use.
   */
  private static Optional<Charset> named(String name) {
    try {
      Charset charset = Charset.forName(name);
      boolean possible = new String(PROBE.getBytes(US_ASCII), charset).equals(PROBE);
      return possible && !charset.equals(US_ASCII) ? Optional.of(charset) : Optional.empty();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether a document declares an encoding in which every byte is valid, but is valid
   * UTF-8, which other text never is by chance.
   */
  private static boolean isActuallyUtf8(byte[] document, Charset declared) {
    if (!declared.canEncode() || declared.newEncoder().maxBytesPerChar() > 1) {
      return false;
    }
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static String decode(byte[] document, Charset charset) {
    CharsetDecoder decoder = charset.newDecoder();
    int maxChars = (int) Math.ceil(document.length * (double) decoder.maxCharsPerByte());
    ByteBuffer in = ByteBuffer.wrap(document);
    CharBuffer out = CharBuffer.allocate(Math.max(maxChars, document.length) + 1);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isError()) {
      byte[] invalid = new byte[result.length()];
      in.get(invalid);
      out.put(new String(invalid, LATIN));
      result = decoder.decode(in, out, true);
    }
    decoder.flush(out);
    return out.flip().toString();
  }
}
