// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Switches a module by the key {@code enabled} of its configuration; where that comes from a file,
 * it is changed as well.
 */
final class ConfigurationSwitch implements SwitchResource.Switch {

  private static final String PREFIX = "io.kitty.";

  private final ConfigurationAdmin configurations;

  ConfigurationSwitch(ConfigurationAdmin configurations) {
    this.configurations = configurations;
  }

  @Override
  public void set(String module, boolean enabled) throws IOException {
    Configuration configuration = configurations.getConfiguration(PREFIX + module, "?");
    Dictionary<String, Object> properties = configuration.getProperties();
    Dictionary<String, Object> changed = properties == null ? new Hashtable<>() : properties;
    changed.put("enabled", Boolean.toString(enabled));
    configuration.update(changed);
  }
}
