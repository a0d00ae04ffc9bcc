// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

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
 * Reads the bytes of a description as text: in UTF-16 where a byte order mark or the zeros show
 * that, in the encoding that the document declares, or else the server, and otherwise in UTF-8. A
 * byte that is no text there is read as Latin-1, and spoils no other.
 */
final class CharsetDetector {

  /** Where a declaration ends at the latest, in bytes. */
  private static final int MAX_DECLARATION = 256;

  private static final Pattern DECLARED =
      Pattern.compile("<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']\\s*([A-Za-z0-9._:-]+)\\s*[\"']");

  private static final String PROBE = "<?xml ";

  /** Latin-1, with quotation marks and dashes in the place of control characters. */
  private static final Charset LATIN = Charset.forName("windows-1252");

  private CharsetDetector() {}

  /**
   * The text of a document.
   *
   * @param charset the encoding that the server names; {@code ""} where it does not
   */
  static String text(byte[] document, String charset) {
    byte[] start = Arrays.copyOf(document, 4);
    if (start[0] == (byte) 0xfe && start[1] == (byte) 0xff || zeros(start, 0)) {
      return decode(document, UTF_16BE);
    }
    if (start[0] == (byte) 0xff && start[1] == (byte) 0xfe || zeros(start, 1)) {
      return decode(document, UTF_16LE);
    }
    Charset declared =
        declared(document).flatMap(CharsetDetector::named).or(() -> named(charset)).orElse(UTF_8);
    return decode(document, isRatherUtf8(document, declared) ? UTF_8 : declared);
  }

  /** Whether the even or the odd ones of the first bytes are zero, and no others. */
  private static boolean zeros(byte[] start, int from) {
    return start[from] == 0 && start[from + 2] == 0 && start[1 - from] != 0 && start[3 - from] != 0;
  }

  private static Optional<String> declared(byte[] document) {
    int size = Math.min(document.length, MAX_DECLARATION);
    Matcher matcher = DECLARED.matcher(new String(document, 0, size, ISO_8859_1));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * The encoding of that name, unless there is none, or it cannot be right: one that does not hold
   * ASCII would not have let the declaration be read. US-ASCII itself is no help.
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
   * Whether a document declares an encoding in which every byte is a letter, but is UTF-8 from
   * beginning to end, which other text never is by chance.
   */
  private static boolean isRatherUtf8(byte[] document, Charset declared) {
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
    int most = (int) Math.ceil(document.length * (double) decoder.maxCharsPerByte());
    ByteBuffer in = ByteBuffer.wrap(document);
    CharBuffer out = CharBuffer.allocate(Math.max(most, document.length) + 1);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isError()) {
      byte[] bad = new byte[result.length()];
      in.get(bad);
      out.put(new String(bad, LATIN));
      result = decoder.decode(in, out, true);
    }
    decoder.flush(out);
    return out.flip().toString();
  }
}
