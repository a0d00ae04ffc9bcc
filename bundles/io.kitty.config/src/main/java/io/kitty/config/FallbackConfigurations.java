// SPDX-License-Identifier: Apache-2.0
package io.kitty.config;

import io.kitty.config.schema.MetatypeLocator;
import io.kitty.config.schema.Schema;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;

/**
 * Creates an empty configuration for a module without a file if the environment sets any of its
 * keys: the {@link ConfigurationValidator} is called for configurations only, and without one the
 * module would run on its defaults.
 */
final class FallbackConfigurations implements SynchronousBundleListener, ConfigurationListener {

  private final Configurations configurations;
  private final Environment environment;
  private final Function<String, @Nullable Schema> schemas;

  /**
   * @param schemas returns the schema of a PID
   */
  FallbackConfigurations(
      Configurations configurations,
      Environment environment,
      Function<String, @Nullable Schema> schemas) {
    this.configurations = configurations;
    this.environment = environment;
    this.schemas = schemas;
  }

  /** Processes a bundle whose components are not configured yet. */
  void createIfNeeded(Bundle bundle) {
    MetatypeLocator.in(bundle).forEach(this::createIfNeeded);
  }

  private void createIfNeeded(String pid, Schema schema) {
    if (!schema.factory()
        && schema.keys().values().stream()
            .anyMatch(key -> environment.get(Environment.variable(pid, true, key)) != null)) {
      configurations.putIfNone(pid, Map.of());
    }
  }

  /** Called before any component of a starting bundle is configured. */
  @Override
  public void bundleChanged(BundleEvent event) {
    if (event.getType() == BundleEvent.STARTING) {
      createIfNeeded(event.getBundle());
    }
  }

  @Override
  public void configurationEvent(ConfigurationEvent event) {
    Schema schema =
        event.getType() == ConfigurationEvent.CM_DELETED ? schemas.apply(event.getPid()) : null;
    if (schema != null) {
      createIfNeeded(event.getPid(), schema);
    }
  }
}
