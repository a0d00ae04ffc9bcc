// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.edit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the file for an additional configuration of a module. */
public final class InstanceFile {

  private InstanceFile() {}

  /**
   * Writes the file atomically, as the folder is watched.
   *
   * @param values by key, without control characters
   */
  public static void write(Path file, String example, Map<String, String> values)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# " + example + " describes these keys and all others.");
    lines.add("enabled = true");
    values.forEach((key, value) -> lines.add(key + " = " + escaped(value)));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, lines, StandardCharsets.US_ASCII);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Escapes a value for the properties parser, independently of the encoding in which it reads the
   * file.
   */
  private static String escaped(String value) {
    StringBuilder out = new StringBuilder();
    for (char each : value.toCharArray()) {
      if (each == '\\') {
        out.append("\\\\");
      } else if (each < 0x80) {
        out.append(each);
      } else {
        out.append("\\u%04x".formatted((int) each));
      }
    }
    return out.toString();
  }
}
