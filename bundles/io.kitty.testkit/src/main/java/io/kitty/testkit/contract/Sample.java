// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A recorded packet and the expected result of parsing it.
 *
 * @param file the file's name
 * @param protocol the protocol, as the corpus names it
 * @param transport the transport, in words
 * @param source the sender
 * @param bytes the payload
 * @param expect the expected fields by name; those that start with {@code _} describe the sample
 * @param note further information
 */
public record Sample(
    String file,
    String protocol,
    String transport,
    InetAddress source,
    byte[] bytes,
    JsonNode expect,
    String note) {

  static Sample of(Path folder, JsonNode entry) throws IOException {
    String file = entry.path("file").asText();
    return new Sample(
        file,
        entry.path("protocol").asText(),
        entry.path("transport").asText(),
        InetAddress.getByName(entry.path("src").asText()),
        bytes(folder.resolve(file)),
        entry.path("expect"),
        entry.path("note").asText());
  }

  /** Reads text files as they are, and {@code .hex} files as one line of hexadecimal digits. */
  private static byte[] bytes(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return file.toString().endsWith(".hex")
        ? HexFormat.of().parseHex(new String(bytes, StandardCharsets.US_ASCII).strip())
        : bytes;
  }

  /** Returns whether it is a packet that this product sends. */
  public boolean request() {
    return expect.path("_request").asBoolean();
  }

  @Override
  public String toString() {
    return file;
  }
}
