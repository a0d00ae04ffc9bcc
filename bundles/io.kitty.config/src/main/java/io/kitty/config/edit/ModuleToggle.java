// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.edit;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Enables or disables a module by the key {@code enabled} of its configuration. If that comes from
 * a file, this one line of the file is changed and the file is reloaded: it remains the only source
 * of configuration.
 */
final class ModuleToggle {

  private static final String FILE = "felix.fileinstall.filename";
  private static final Pattern LINE = Pattern.compile("\\s*enabled\\s*[=:].*");

  private final ConfigurationAdmin configurations;

  ModuleToggle(ConfigurationAdmin configurations) {
    this.configurations = configurations;
  }

  /**
   * @param pid the PID of the module's configuration
   * @throws IOException if the configuration cannot be stored
   */
  void set(String pid, boolean enabled) throws IOException {
    Configuration configuration = configurations.getConfiguration(pid, "?");
    Dictionary<String, Object> properties = configuration.getProperties();
    Object file = properties == null ? null : properties.get(FILE);
    if (file != null) {
      editFile(path(file.toString()), enabled);
    } else {
      update(configuration, properties, enabled);
    }
  }

  private static Path path(String file) {
    return file.startsWith("file:") ? Path.of(URI.create(file)) : Path.of(file);
  }

  private static void update(
      Configuration configuration, @Nullable Dictionary<String, Object> properties, boolean enabled)
      throws IOException {
    Dictionary<String, Object> changed = properties == null ? new Hashtable<>() : properties;
    changed.put("enabled", Boolean.toString(enabled));
    configuration.update(changed);
  }

  private static void editFile(Path file, boolean enabled) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
    String line = "enabled = " + enabled;
    int at = 0;
    while (at < lines.size() && !LINE.matcher(lines.get(at)).matches()) {
      at++;
    }
    if (at < lines.size()) {
      lines.set(at, line);
    } else {
      lines.add(line);
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, lines, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
