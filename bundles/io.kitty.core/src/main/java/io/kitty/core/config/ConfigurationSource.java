// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a configuration comes from.
 *
 * @param pid its PID
 * @param factoryPid that of the factory, {@code ""} for a configuration of which there is one only
 * @param file the file that it was read from, null for none
 */
record ConfigurationSource(String pid, String factoryPid, @Nullable Path file) {

  /** The property in which Felix File Install keeps the name of the file, as a URI. */
  static final String FILENAME = "felix.fileinstall.filename";

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

  /** The PID by which the keys are known. */
  String type() {
    return factoryPid.isEmpty() ? pid : factoryPid;
  }

  /** The environment's variable for a key, {@code ""} for none. */
  String variable(AttributeType key) {
    return Environment.variable(pid, factoryPid.isEmpty(), key);
  }

  /** What people know it by. */
  String name() {
    return file == null ? pid : file.toString();
  }

  /** Where a key stands, for people. */
  String place(String key) {
    return name() + ": " + key;
  }
}
