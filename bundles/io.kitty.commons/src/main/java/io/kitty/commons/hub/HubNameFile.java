// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.hub;

import io.kitty.commons.FileFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name of this hub where none is set: made once, and kept in a file. */
public final class HubNameFile {

  private static final Logger LOG = LoggerFactory.getLogger(HubNameFile.class);
  private static final int LENGTH = 12;

  private HubNameFile() {}

  /** Returns the name in the file; a new one if it has none: {@code [A-Za-z0-9._-]{1,64}}. */
  public static String in(Path file) {
    try {
      if (Files.exists(file)) {
        String name = Files.readString(file).strip();
        if (name.matches("[A-Za-z0-9._-]{1,64}")) {
          return name;
        }
      }
      String name = fresh();
      Files.createDirectories(file.getParent());
      Files.writeString(file, name + "\n");
      return name;
    } catch (IOException e) {
      LOG.warn(
          "The name of this hub cannot be kept in {}: {}; another start has another one",
          file,
          FileFailures.sentence(file, e));
      return fresh();
    }
  }

  private static String fresh() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, LENGTH);
  }
}
