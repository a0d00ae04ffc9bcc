// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;

/**
 * Gives a module without a file an empty configuration where the environment says something of it:
 * the {@link ConfigurationValidator} is asked about configurations only, and without one the module
 * would run on its defaults.
 */
final class FallbackConfigurations implements SynchronousBundleListener, ConfigurationListener {

  private final Configurations configurations;
  private final Environment environment;
  private final Function<String, @Nullable Schema> schemas;

  /**
   * @param schemas what the configurations of a PID may hold
   */
  FallbackConfigurations(
      Configurations configurations,
      Environment environment,
      Function<String, @Nullable Schema> schemas) {
    this.configurations = configurations;
    this.environment = environment;
    this.schemas = schemas;
  }

  /** Looks at a bundle whose components are not configured yet. */
  void see(Bundle bundle) {
    MetatypeLocator.in(bundle).forEach(this::see);
  }

  private void see(String pid, Schema schema) {
    if (!schema.factory()
        && schema.keys().values().stream()
            .anyMatch(key -> environment.get(Environment.variable(pid, true, key)) != null)) {
      configurations.putIfNone(pid, Map.of());
    }
  }

  /** A bundle that starts is seen before any of its components is configured. */
  @Override
  public void bundleChanged(BundleEvent event) {
    if (event.getType() == BundleEvent.STARTING) {
      see(event.getBundle());
    }
  }

  @Override
  public void configurationEvent(ConfigurationEvent event) {
    Schema schema =
        event.getType() == ConfigurationEvent.CM_DELETED ? schemas.apply(event.getPid()) : null;
    if (schema != null) {
      see(event.getPid(), schema);
    }
  }
}
