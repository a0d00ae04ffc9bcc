// SPDX-License-Identifier: Apache-2.0
package io.kitty.config;

import io.kitty.config.schema.AttributeType;
import java.net.URI;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a configuration.
 *
 * @param pid its PID
 * @param factoryPid the factory PID, {@code ""} for a single configuration
 * @param file the file it was read from, null for none
 */
public record ConfigurationSource(String pid, String factoryPid, @Nullable Path file) {

  /** The property in which Felix File Install stores the file name, as a URI. */
  public static final String FILENAME = "felix.fileinstall.filename";

  static ConfigurationSource of(Dictionary<String, Object> properties) {
    return new ConfigurationSource(
        Objects.toString(properties.get("service.pid"), ""),
        Objects.toString(properties.get("service.factoryPid"), ""),
        file(properties.get(FILENAME)));
  }

  private static @Nullable Path file(@Nullable Object name) {
    if (name == null) {
      return null;
    }
    String text = name.toString();
    return text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text);
  }

  /** Returns the PID that the schema is stored under. */
  String type() {
    return factoryPid.isEmpty() ? pid : factoryPid;
  }

  /** Returns the environment variable of a key, {@code ""} for none. */
  String variable(AttributeType key) {
    return Environment.variable(pid, factoryPid.isEmpty(), key);
  }

  /** Returns its name for people. */
  String name() {
    return file == null ? pid : file.toString();
  }

  /** Returns the location of a key, for people. */
  String place(String key) {
    return name() + ": " + key;
  }
}
