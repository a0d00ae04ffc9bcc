// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes an IPP response (RFC 8010, §3.1). */
final class IppResponse {

  // Status codes (RFC 8011, §B.1).
  static final int OK = 0x0000;
  static final int NOT_SUPPORTED = 0x0501;

  // Tags of values (RFC 8010, §3.5.2).
  static final int INTEGER = 0x21;
  static final int ENUM = 0x23;
  static final int TEXT = 0x41;
  static final int NAME = 0x42;
  static final int KEYWORD = 0x44;
  static final int URI = 0x45;
  private static final int CHARSET = 0x47;
  private static final int LANGUAGE = 0x48;

  // Tags of groups (RFC 8010, §3.5.1).
  private static final int OPERATION_ATTRIBUTES = 0x01;
  private static final int END_OF_ATTRIBUTES = 0x03;
  private static final int PRINTER_ATTRIBUTES = 0x04;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Set<String> requested = Set.of();

  IppResponse(int status, int request) {
    out.write(1);
    out.write(1);
    out.writeBytes(bytes(2, status));
    out.writeBytes(bytes(4, request));
    out.write(OPERATION_ATTRIBUTES);
    text(CHARSET, "attributes-charset", "utf-8");
    text(LANGUAGE, "attributes-natural-language", "en");
  }

  /**
   * Begins the attributes of the printer.
   *
   * @param names the names of those to write; empty for all
   */
  IppResponse printerAttributes(Set<String> names) {
    out.write(PRINTER_ATTRIBUTES);
    requested = names;
    return this;
  }

  /** Writes an attribute with texts. */
  IppResponse text(int tag, String name, String... values) {
    return attribute(tag, name, Stream.of(values).map(each -> each.getBytes(UTF_8)));
  }

  /** Writes an attribute with numbers. */
  IppResponse number(int tag, String name, int... values) {
    return attribute(tag, name, IntStream.of(values).mapToObj(each -> bytes(4, each)));
  }

  /** Only the first value of an attribute has its name. */
  private IppResponse attribute(int tag, String name, Stream<byte[]> values) {
    if (requested.isEmpty() || requested.contains("all") || requested.contains(name)) {
      String current = name;
      for (byte[] each : values.toList()) {
        out.write(tag);
        field(current.getBytes(UTF_8));
        field(each);
        current = "";
      }
    }
    return this;
  }

  private void field(byte[] value) {
    out.writeBytes(bytes(2, value.length));
    out.writeBytes(value);
  }

  private static byte[] bytes(int size, int number) {
    byte[] all = ByteBuffer.allocate(4).putInt(number).array();
    return Arrays.copyOfRange(all, 4 - size, 4);
  }

  /** Ends the response, and returns it. */
  byte[] bytes() {
    out.write(END_OF_ATTRIBUTES);
    return out.toByteArray();
  }
}
