// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that tells the start scripts where the server is, as long as it is. */
final class AddressFile {

  private static final Logger LOG = LoggerFactory.getLogger(AddressFile.class);

  private final Path file;

  AddressFile(Path file) {
    this.file = file;
  }

  /**
   * Writes it, or deletes it.
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
      LOG.warn("Cannot tell bin/status where the web server is: {}", e.toString());
    }
  }
}
