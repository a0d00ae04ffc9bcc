// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import io.kitty.config.schema.AttributeType;
import io.kitty.config.schema.MetatypeReader;
import io.kitty.config.schema.Schema;
import io.kitty.itests.HubProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The cfg files of a hub's modules, with the keys that the bundles declare. */
final class CfgFiles {

  /**
   * One of them.
   *
   * @param pid its name without the suffix
   * @param text what it holds
   * @param keys the keys that it may hold, each of which it does
   */
  record CfgFile(String pid, Path path, String text, List<AttributeType> keys) {

    /** Returns the value of a key. */
    String value(AttributeType key) {
      return text.lines()
          .filter(line -> line.matches(pattern(key)))
          .map(line -> line.substring(line.indexOf('=') + 1).strip())
          .findFirst()
          .orElseThrow(() -> new AssertionError(path + " lacks " + key.id()));
    }

    /** Returns the text with other lines in place of that of a key. */
    static String replaced(String text, AttributeType key, String lines) {
      StringBuilder all = new StringBuilder();
      text.lines()
          .map(line -> line.matches(pattern(key)) ? lines : line)
          .forEach(line -> all.append(line).append('\n'));
      return all.toString();
    }

    private static String pattern(AttributeType key) {
      return key.id().replace(".", "\\.") + "\\s*=.*";
    }
  }

  /** The port of the web server, which tests set by the environment. */
  private static final String PORT = "API_PORT";

  private CfgFiles() {}

  /** Returns all of a hub that was prepared, as they are now, with the keys that apply. */
  static List<CfgFile> of(HubProcess hub) throws IOException {
    Map<String, Schema> schemas = schemas();
    List<CfgFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(hub.etc())) {
      for (Path path : paths.sorted().toList()) {
        String pid = path.getFileName().toString().replaceFirst("\\.cfg$", "");
        Schema schema = schemas.get(pid.replaceFirst("-.*", ""));
        if (schema != null) {
          List<AttributeType> keys =
              schema.keys().values().stream()
                  .filter(key -> !key.environment().equals(PORT))
                  .toList();
          files.add(new CfgFile(pid, path, Files.readString(path), keys));
        }
      }
    }
    return files;
  }

  private static Map<String, Schema> schemas() throws IOException {
    Map<String, Schema> schemas = new HashMap<>();
    for (Path bundle : HubProcess.bundles()) {
      try (JarFile jar = new JarFile(bundle.toFile())) {
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
          if (entry.getName().matches("OSGI-INF/metatype/.*\\.xml")) {
            try (InputStream document = jar.getInputStream(entry)) {
              schemas.putAll(MetatypeReader.read(document));
            }
          }
        }
      }
    }
    return schemas;
  }
}
