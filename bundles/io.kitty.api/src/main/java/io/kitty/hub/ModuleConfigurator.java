// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes what the configuration files say of modules, which take it up from there: the files stay
 * the truth. Any thread. An OSGi service.
 */
@ProviderType
public interface ModuleConfigurator {

  /** The regular expression of what a person calls one of a module's configurations. */
  String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,31}";

  /**
   * A key to ask a person for who adds a configuration.
   *
   * @param name as it stands in the file
   * @param description what it is for
   * @param allowed which values are allowed, in words; {@code ""} for any
   * @param standard what goes without a value of its own; {@code ""} where it needs one
   * @param required whether it needs one
   */
  record PromptedKey(
      String name, String description, String allowed, String standard, boolean required) {}

  /**
   * Switches a module on or off by the key {@code enabled} of its file.
   *
   * @throws IllegalArgumentException if there is no such module
   * @throws IllegalStateException if there is nothing to switch, or the environment says otherwise;
   *     the message says what to do
   * @throws IOException if the file cannot be written
   */
  void enable(String module, boolean enabled) throws IOException;

  /**
   * The keys to ask for, for a module that runs once for each of its configurations; none for any
   * other.
   */
  List<PromptedKey> keys(String module);

  /**
   * Adds a configuration, in a file of its own, to a module that runs once for each.
   *
   * @param name tells it from the others, and becomes a part of the file's name
   * @param values by key, of those that {@link #keys} has; an empty one counts as none
   * @return the name of the file
   * @throws IllegalArgumentException if the name, a key or a value is not allowed, or a value is
   *     missing; the message says which, and what is allowed
   * @throws IllegalStateException if there is one of this name, or the module has one configuration
   *     only
   * @throws IOException if the file cannot be written; then there is none
   */
  String add(String module, String name, Map<String, String> values) throws IOException;
}
