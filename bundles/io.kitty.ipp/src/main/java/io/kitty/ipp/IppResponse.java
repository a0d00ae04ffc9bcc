// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

import io.kitty.text.SafeText;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A response: its status code and the attributes of the printer (RFC 8010, section 3; RFC 8011,
 * appendix B). Only integers and texts are kept, and only so many of them; values of other types,
 * for instance collections, count as empty texts, so that those of parallel attributes still belong
 * together.
 */
final class IppResponse {

  /** The largest number of attributes that are kept, and of the values of one. */
  static final int MAX = 64;

  /** Status codes up to this one are successes; a printer ignores attributes that it lacks. */
  private static final int MAX_SUCCESS = 0xFF;

  /** client-error-forbidden, -not-authenticated and -not-authorized. */
  private static final Set<Integer> REFUSED = Set.of(0x0401, 0x0402, 0x0403);

  private static final int MAX_TEXT = 1024;

  private final ByteBuffer in;
  private final int status;
  private final Map<String, List<Object>> attributes = new HashMap<>();

  /** The values of the attribute that is read; further ones have no name. */
  private List<Object> values = new ArrayList<>();

  private int depth;

  private IppResponse(byte[] message) {
    in = ByteBuffer.wrap(message);
    in.getShort(); // the version, which may be another one than that of the request
    status = Short.toUnsignedInt(in.getShort());
    in.getInt(); // the request's id
    readGroups();
  }

  /**
   * Parses a response.
   *
   * @throws IllegalArgumentException if it is malformed or truncated
   */
  static IppResponse parse(byte[] message) {
    try {
      return new IppResponse(message);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a truncated IPP message", e);
    }
  }

  private void readGroups() {
    int group = 0;
    for (int tag = tag(); tag != Tag.END; tag = tag()) {
      if (tag < Tag.FIRST_VALUE) {
        group = tag;
        depth = 0;
        values = new ArrayList<>();
      } else {
        readValue(tag, group);
      }
    }
  }

  private int tag() {
    return Byte.toUnsignedInt(in.get());
  }

  private void readValue(int tag, int group) {
    String name = SafeText.decode(bytes());
    byte[] value = bytes();
    if (tag == Tag.END_COLLECTION) {
      depth--;
    }
    if (depth < 0) {
      throw new IllegalArgumentException("an IPP collection that ends twice");
    }
    if (depth == 0 && tag != Tag.END_COLLECTION) {
      if (!name.isEmpty()) {
        values = new ArrayList<>();
        if (group == Tag.PRINTER_ATTRIBUTES && attributes.size() < MAX) {
          attributes.putIfAbsent(name, values);
        }
      }
      if (values.size() < MAX) {
        values.add(decode(tag, value));
      }
    }
    if (tag == Tag.BEGIN_COLLECTION) {
      depth++;
    }
  }

  private byte[] bytes() {
    return bytes(in);
  }

  /** Reads a length of two bytes and so many bytes. */
  private static byte[] bytes(ByteBuffer in) {
    int length = Short.toUnsignedInt(in.getShort());
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static Object decode(int tag, byte[] value) {
    return switch (tag) {
      case Tag.INTEGER, Tag.ENUM ->
          value.length == 4 ? (Object) ByteBuffer.wrap(value).getInt() : "";
      case Tag.TEXT_WITH_LANGUAGE, Tag.NAME_WITH_LANGUAGE -> {
        ByteBuffer both = ByteBuffer.wrap(value);
        bytes(both); // the language
        yield text(bytes(both));
      }
      case Tag.TEXT, Tag.NAME, Tag.KEYWORD, Tag.URI -> text(value);
      default -> "";
    };
  }

  private static String text(byte[] value) {
    return SafeText.clean(SafeText.decode(value), MAX_TEXT);
  }

  /** Returns whether the printer wants credentials, or has none that would suffice. */
  boolean refused() {
    return REFUSED.contains(status);
  }

  /** Returns whether the request was successful. */
  boolean successful() {
    return status <= MAX_SUCCESS;
  }

  /** Returns the first value of an attribute; empty if it is no integer or enum. */
  OptionalInt integer(String name) {
    List<Object> all = values(name);
    return all.isEmpty() ? OptionalInt.empty() : integer(all.get(0));
  }

  /** Returns a value as an integer; empty if it is none. */
  static OptionalInt integer(Object value) {
    return value instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
  }

  /** Returns the first value of an attribute; {@code ""} if it is no text. */
  String text(String name) {
    return text(name, 0);
  }

  /**
   * Returns a value of an attribute by its index; {@code ""} if there is none, or it is no text.
   */
  String text(String name, int index) {
    List<Object> all = values(name);
    return index < all.size() && all.get(index) instanceof String text ? text : "";
  }

  /** Returns the values of an attribute, Integers and Strings; none if it is absent. */
  List<Object> values(String name) {
    return attributes.getOrDefault(name, List.of());
  }
}
