// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Encodes requests (RFC 8010, section 3). */
final class IppRequest {

  /** IPP/1.1, which every printer supports (RFC 8011, section 4.1.8). */
  private static final int VERSION = 0x0101;

  private static final int GET_PRINTER_ATTRIBUTES = 0x000B;
  private static final int REQUEST_ID = 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final DataOutputStream out = new DataOutputStream(bytes);

  private IppRequest() {}

  /**
   * Returns a request for attributes of a printer (RFC 8011, section 4.2.5).
   *
   * @param uri the printer's URI, in ASCII
   * @param names the attributes, at least one
   */
  static byte[] printerAttributes(String uri, List<String> names) {
    IppRequest request = new IppRequest();
    try {
      request.encode(uri, names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return request.bytes.toByteArray();
  }

  private void encode(String uri, List<String> names) throws IOException {
    out.writeShort(VERSION);
    out.writeShort(GET_PRINTER_ATTRIBUTES);
    out.writeInt(REQUEST_ID);
    out.writeByte(Tag.OPERATION_ATTRIBUTES);
    attribute(Tag.CHARSET, "attributes-charset", "utf-8");
    attribute(Tag.NATURAL_LANGUAGE, "attributes-natural-language", "en");
    attribute(Tag.URI, "printer-uri", uri);
    String name = "requested-attributes";
    for (String each : names) {
      attribute(Tag.KEYWORD, name, each);
      name = ""; // a further value of the same attribute
    }
    out.writeByte(Tag.END);
  }

  private void attribute(int tag, String name, String value) throws IOException {
    out.writeByte(tag);
    text(name);
    text(value);
  }

  private void text(String text) throws IOException {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    out.writeShort(ascii.length);
    out.write(ascii);
  }
}
