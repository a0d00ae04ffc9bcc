// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file with the server's URL, for the start scripts; it exists while the server runs. */
final class AddressFile {

  private static final Logger LOG = LoggerFactory.getLogger(AddressFile.class);

  private final Path file;

  AddressFile(Path file) {
    this.file = file;
  }

  /**
   * Writes or deletes the file.
   *
   * @param address the URL without a path; null when there is no server
   */
  void write(@Nullable String address) {
    try {
      if (address == null) {
        Files.deleteIfExists(file);
      } else {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, address + "/\n");
      }
    } catch (IOException e) {
      LOG.warn("Cannot write the web server's address for bin/status: {}", e.toString());
    }
  }
}
