// SPDX-License-Identifier: Apache-2.0
package io.kitty.identifier;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stable id of a device: {@code <namespace>:<value>}, for instance {@code
 * bambu:01P00A4C2009981}, {@code uuid:…}, {@code mac:aa:bb:cc:dd:ee:ff} or {@code host:10.0.0.7}.
 *
 * @param value the whole id; only characters of {@code [A-Za-z0-9._:%-]}, 3 to 400 of them
 */
public record DeviceId(String value) implements Comparable<DeviceId> {

  private static final int MAX_LENGTH = 400;

  /**
   * @throws IllegalArgumentException if the text is not an id
   */
  public DeviceId {
    int colon = value.indexOf(':');
    if (colon < 1 || colon == value.length() - 1 || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("not a device id of the form namespace:value: " + value);
    }
    for (int i = 0; i < value.length(); i++) {
      if (!isPlain(value.charAt(i)) && value.charAt(i) != '%') {
        throw new IllegalArgumentException(
            "not a device id, allowed are A-Z a-z 0-9 . _ : - and percent escapes: " + value);
      }
    }
  }

  /**
   * Builds an id from its two parts; bytes outside {@code [A-Za-z0-9._:-]} are percent-encoded as
   * UTF-8.
   */
  public static DeviceId of(String namespace, String value) {
    return new DeviceId(encode(namespace) + ":" + encode(value));
  }

  /** Parses an untrusted text; empty if it is not an id. */
  public static Optional<DeviceId> parse(String text) {
    try {
      return Optional.of(new DeviceId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns whether a value leaves room for any namespace after percent-encoding. */
  static boolean fits(String value) {
    return encode(value).length() <= MAX_LENGTH - 64;
  }

  private static String encode(String text) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain((char) (b & 0xff))) {
        out.append((char) b);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xf, 16)))
            .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
      }
    }
    return out.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == ':'
        || c == '-';
  }

  @Override
  public int compareTo(DeviceId other) {
    return value.compareTo(other.value);
  }

  /** Does the same as a record's own method, in less time: it is called for each sighting. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || other instanceof DeviceId id && value.equals(id.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
