// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confines the hub to the loopback: overrides the configurations of all its modules, whether from
 * files or the environment. The configurations themselves stay unchanged.
 */
final class LoopbackConfinement
    implements ConfigurationPlugin, SynchronousBundleListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoopbackConfinement.class);

  private static final String PREFIX = "io.kitty.";

  /** After all other plugins that may modify a configuration; only rankings up to 1000 may. */
  private static final int LAST = 1000;

  /** By default a paper printer is asked so rarely that most of its two minutes are missed. */
  private static final double PAPER_SECONDS = 15;

  /**
   * The other settings that would make the hub contact other hosts, uselessly search, or miss what
   * happens; by PID.
   */
  private final Map<String, Map<String, Object>> overrides;

  private final String loopback;
  private final BundleContext bundles;
  private final ConfigurationAdmin configurations;
  private final ServiceRegistration<ConfigurationPlugin> registration;

  /** The PIDs of modules that had no configuration before. */
  private final Set<String> created = ConcurrentHashMap.newKeySet();

  /**
   * Starts the confinement. Protocols that are running restart.
   *
   * @param loopback the name of the loopback interface
   * @param pinged the addresses for the hub to ping
   */
  @SuppressWarnings("ThisEscapedInObjectConstruction")
  LoopbackConfinement(
      BundleContext bundles,
      ConfigurationAdmin configurations,
      String loopback,
      List<String> pinged) {
    this.bundles = bundles;
    this.configurations = configurations;
    this.loopback = loopback;
    String[] none = {};
    this.overrides =
        Map.of(
            "io.kitty.ping", Map.of("subnets", pinged.toArray(String[]::new), "dns", false),
            "io.kitty.mdns", Map.of("ipv6", false),
            "io.kitty.snapmaker", Map.of("hosts", none),
            "io.kitty.bambu", Map.of("hosts", none, "relays", none),
            "io.kitty.broadcast", Map.of("broadcast.address", ""),
            "io.kitty.ipp", Map.of("interval", PAPER_SECONDS),
            "io.kitty.redis", Map.of("enabled", false));
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(ConfigurationPlugin.CM_RANKING, LAST);
    registration = bundles.registerService(ConfigurationPlugin.class, this, properties);
    bundles.addBundleListener(this);
    for (Bundle bundle : bundles.getBundles()) {
      if (bundle.getState() == Bundle.ACTIVE) {
        confine(bundle);
      }
    }
  }

  @Override
  public void modifyConfiguration(
      ServiceReference<?> reference, Dictionary<String, Object> properties) {
    String pid = Objects.toString(properties.get("service.pid"), "");
    if (pid.startsWith(PREFIX)) {
      properties.put("interfaces", loopback);
      overrides.getOrDefault(pid, Map.of()).forEach(properties::put);
    }
  }

  /** A starting bundle is handled before any of its components is configured. */
  @Override
  public void bundleChanged(BundleEvent event) {
    if (event.getType() == BundleEvent.STARTING) {
      confine(event.getBundle());
    }
  }

  /** A module without a configuration gets an empty one: without any, plugins are not called. */
  private void confine(Bundle bundle) {
    try {
      for (Pid pid : Pid.of(bundle, overrides.keySet())) {
        if (!deliver(pid.name()) && !pid.factory()) {
          created.add(pid.name());
          configuration(pid.name()).update(new Hashtable<>());
        }
      }
    } catch (IOException e) {
      LOG.warn("Cannot keep {} on the loopback: {}", bundle, e.getMessage());
    }
  }

  /** Has all configurations of a PID or factory PID delivered again; false if there is none. */
  private boolean deliver(String pid) throws IOException {
    Configuration[] found = find(pid);
    for (Configuration each : found) {
      each.update(each.getProperties());
    }
    return found.length > 0;
  }

  private Configuration[] find(String pid) throws IOException {
    try {
      String filter = "(|(service.pid=%1$s)(service.factoryPid=%1$s))".formatted(pid);
      Configuration[] found = configurations.listConfigurations(filter);
      return found == null ? new Configuration[0] : found;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the confinement and restores the configurations. */
  @Override
  public void close() {
    bundles.removeBundleListener(this);
    registration.unregister();
    for (Bundle bundle : bundles.getBundles()) {
      if (bundle.getState() == Bundle.ACTIVE) {
        restore(bundle);
      }
    }
  }

  /** An empty configuration is deleted, unless it was filled meanwhile. */
  private void restore(Bundle bundle) {
    try {
      for (Pid pid : Pid.of(bundle, overrides.keySet())) {
        if (created.remove(pid.name()) && configuration(pid.name()).getProperties().size() == 1) {
          configuration(pid.name()).delete();
        } else {
          deliver(pid.name());
        }
      }
    } catch (IOException e) {
      LOG.warn("Cannot restore the configuration of {}: {}", bundle, e.getMessage());
    }
  }

  private Configuration configuration(String pid) throws IOException {
    return configurations.getConfiguration(pid, "?");
  }
}
