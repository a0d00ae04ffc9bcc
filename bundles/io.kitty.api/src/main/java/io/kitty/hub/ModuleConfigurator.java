// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Edits the configuration files of modules, which reload them: the files remain the only source of
 * configuration. Thread-safe. An OSGi service.
 */
@ProviderType
public interface ModuleConfigurator {

  /** The regular expression of the name of one of a module's configurations. */
  String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,31}";

  /**
   * A key to prompt for when a configuration is added.
   *
   * @param name its name in the file
   * @param description what it is for
   * @param allowed which values are allowed, in words; {@code ""} for any
   * @param standard the default; {@code ""} if a value is required
   * @param required whether a value is required
   */
  record PromptedKey(
      String name, String description, String allowed, String standard, boolean required) {}

  /**
   * Enables or disables a module by the key {@code enabled} of its file.
   *
   * @throws IllegalArgumentException if there is no such module
   * @throws IllegalStateException if it cannot be switched, or an environment variable overrides
   *     the key; the message says what to do
   * @throws IOException if the file cannot be written
   */
  void enable(String module, boolean enabled) throws IOException;

  /**
   * Returns the keys to prompt for, for a module with one instance per configuration; none for any
   * other.
   */
  List<PromptedKey> keys(String module);

  /**
   * Adds a configuration, in a file of its own, to a module with one instance per configuration.
   *
   * @param name its unique name, which becomes a part of the file's name
   * @param values by key, out of {@link #keys}; an empty value counts as missing
   * @return the name of the file
   * @throws IllegalArgumentException if the name, a key or a value is not allowed, or a value is
   *     missing; the message says which, and what is allowed
   * @throws IllegalStateException if the name is in use, or the module has a single configuration
   * @throws IOException if the file cannot be written; then nothing was added
   */
  String add(String module, String name, Map<String, String> values) throws IOException;
}
