// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import io.kitty.demo.Scenario.Key;
import io.kitty.demo.Scenario.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the simulated machines that do not tell their state without one: configurations of
 * the hub's readers, as long as the demo runs.
 */
final class DemoKeys implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DemoKeys.class);

  private final List<Configuration> created = new ArrayList<>();

  /** Creates the configurations; those that are left from a demo that was killed are replaced. */
  DemoKeys(ConfigurationAdmin configurations, List<Role> roles) throws IOException {
    for (Role role : roles) {
      Key key = role.key();
      if (key != null) {
        Configuration configuration =
            configurations.getFactoryConfiguration(key.pid(), "demo-" + role.address(), "?");
        configuration.update(new Hashtable<>(key.values()));
        created.add(configuration);
      }
    }
  }

  /** Deletes the configurations. */
  @Override
  public void close() {
    for (Configuration each : created) {
      try {
        each.delete();
      } catch (IOException | IllegalStateException e) {
        LOG.warn("Cannot delete the configuration {}: {}", each.getPid(), e.getMessage());
      }
    }
  }
}
