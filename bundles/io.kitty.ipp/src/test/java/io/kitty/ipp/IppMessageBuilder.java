// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes messages as printers send them, and malformed ones. */
final class IppMessageBuilder {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** Starts a response with the operation attributes that each has. */
  static IppMessageBuilder response(int status) throws IOException {
    IppMessageBuilder message = new IppMessageBuilder();
    message.out.writeShort(0x0200);
    message.out.writeShort(status);
    message.out.writeInt(1);
    return message
        .group(Tag.OPERATION_ATTRIBUTES)
        .text(Tag.CHARSET, "attributes-charset", "utf-8")
        .text(Tag.NATURAL_LANGUAGE, "attributes-natural-language", "en");
  }

  /** Starts the response of a printer in a state. */
  static IppMessageBuilder printer(int state, String... reasons) throws IOException {
    return response(0)
        .group(Tag.PRINTER_ATTRIBUTES)
        .integer(Tag.ENUM, "printer-state", state)
        .texts(Tag.KEYWORD, "printer-state-reasons", reasons);
  }

  IppMessageBuilder group(int tag) throws IOException {
    out.writeByte(tag);
    return this;
  }

  IppMessageBuilder integer(int tag, String name, int... values) throws IOException {
    String given = name;
    for (int value : values) {
      head(tag, given);
      out.writeShort(4);
      out.writeInt(value);
      given = "";
    }
    return this;
  }

  IppMessageBuilder texts(int tag, String name, String... values) throws IOException {
    String given = name;
    for (String value : values) {
      text(tag, given, value);
      given = "";
    }
    return this;
  }

  IppMessageBuilder text(int tag, String name, String value) throws IOException {
    return value(tag, name, value.getBytes(StandardCharsets.UTF_8));
  }

  IppMessageBuilder value(int tag, String name, byte[] value) throws IOException {
    head(tag, name);
    out.writeShort(value.length);
    out.write(value);
    return this;
  }

  private void head(int tag, String name) throws IOException {
    out.writeByte(tag);
    byte[] ascii = name.getBytes(StandardCharsets.UTF_8);
    out.writeShort(ascii.length);
    out.write(ascii);
  }

  byte[] end() throws IOException {
    out.writeByte(Tag.END);
    return bytes.toByteArray();
  }
}
