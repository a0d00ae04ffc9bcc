// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A recorded packet, and what a reader should find in it.
 *
 * @param file the file's name
 * @param protocol the protocol, in the words of the folder
 * @param transport how it went over the wire, in words
 * @param source the sender
 * @param bytes the payload
 * @param expect the expected fields by name; those that begin with {@code _} are about the sample
 * @param note what else is to be known of it
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

  /** Text is read as the bytes it is; {@code .hex} is one line of hexadecimal digits. */
  private static byte[] bytes(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return file.toString().endsWith(".hex")
        ? HexFormat.of().parseHex(new String(bytes, StandardCharsets.US_ASCII).strip())
        : bytes;
  }

  /** Whether it shows what this product sends. */
  public boolean request() {
    return expect.path("_request").asBoolean();
  }

  @Override
  public String toString() {
    return file;
  }
}
