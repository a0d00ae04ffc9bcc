// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.commons.FileFailures;
import io.kitty.commons.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of what rules have told and hold back. Not thread-safe. */
final class StateFile {

  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private byte[] last = {};
  private boolean failing;

  StateFile(Path file) {
    this.file = file;
  }

  /** Returns its contents; none, or one that cannot be read, is as good as an empty one. */
  JsonNode read() {
    try {
      return Files.exists(file)
          ? JSON.readTree(Files.readAllBytes(file))
          : JsonNodeFactory.instance.objectNode();
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", file, FileFailures.sentence(file, e));
      return JsonNodeFactory.instance.objectNode();
    }
  }

  /**
   * Replaces its contents, unless they are the same; either the old or the new ones survive a power
   * failure.
   */
  void write(ObjectNode contents) {
    try {
      byte[] bytes = JSON.writeValueAsBytes(contents);
      if (Arrays.equals(bytes, last)) {
        return;
      }
      DurableFile.write(file, bytes);
      last = bytes;
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn(
            "{} cannot be written: {}; a restart loses what rules hold back",
            file,
            FileFailures.sentence(file, e));
      }
      failing = true;
    }
  }
}
