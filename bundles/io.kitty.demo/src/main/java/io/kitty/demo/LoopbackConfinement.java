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
 * Has the hub look at nothing but the loopback: puts that over what the configurations of all its
 * modules say, whatever comes from files or the environment. The configurations themselves stay as
 * they are.
 */
final class LoopbackConfinement
    implements ConfigurationPlugin, SynchronousBundleListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoopbackConfinement.class);

  private static final String PREFIX = "io.kitty.";

  /** After all others that may change something; only up to 1000 that is allowed. */
  private static final int LAST = 1000;

  /** What else would have the hub speak to somebody elsewhere, or in vain; by PID. */
  private final Map<String, Map<String, Object>> special;

  private final String loopback;
  private final BundleContext bundles;
  private final ConfigurationAdmin configurations;
  private final ServiceRegistration<ConfigurationPlugin> registration;

  /** The PIDs of those that had no configuration before. */
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  /**
   * Puts them on. Protocols that run already start anew.
   *
   * @param loopback the name of the loopback interface
   * @param pinged the addresses that the hub shall ping
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
    this.special =
        Map.of(
            "io.kitty.ping", Map.of("subnets", pinged.toArray(String[]::new), "dns", false),
            "io.kitty.mdns", Map.of("ipv6", false),
            "io.kitty.snapmaker", Map.of("hosts", none),
            "io.kitty.bambu", Map.of("hosts", none, "relays", none),
            "io.kitty.broadcast", Map.of("broadcast.address", ""),
            "io.kitty.redis", Map.of("enabled", false));
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(ConfigurationPlugin.CM_RANKING, LAST);
    registration = bundles.registerService(ConfigurationPlugin.class, this, properties);
    bundles.addBundleListener(this);
    for (Bundle bundle : bundles.getBundles()) {
      if (bundle.getState() == Bundle.ACTIVE) {
        see(bundle);
      }
    }
  }

  @Override
  public void modifyConfiguration(
      ServiceReference<?> reference, Dictionary<String, Object> properties) {
    String pid = Objects.toString(properties.get("service.pid"), "");
    if (pid.startsWith(PREFIX)) {
      properties.put("interfaces", loopback);
      special.getOrDefault(pid, Map.of()).forEach(properties::put);
    }
  }

  /** A bundle that starts is seen before any of its components is configured. */
  @Override
  public void bundleChanged(BundleEvent event) {
    if (event.getType() == BundleEvent.STARTING) {
      see(event.getBundle());
    }
  }

  /** A module without a configuration gets an empty one: without any, nobody asks us. */
  private void see(Bundle bundle) {
    try {
      for (Pid pid : Pid.of(bundle, special.keySet())) {
        if (!deliver(pid.name()) && !pid.factory()) {
          made.add(pid.name());
          configuration(pid.name()).update(new Hashtable<>());
        }
      }
    } catch (IOException e) {
      LOG.warn("Cannot keep {} on the loopback: {}", bundle, e.getMessage());
    }
  }

  /** Has all configurations of a PID or factory PID delivered anew; false if there is none. */
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

  /** Takes them off: all is as it was. */
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

  /** What was empty is deleted, unless somebody has filled it. */
  private void restore(Bundle bundle) {
    try {
      for (Pid pid : Pid.of(bundle, special.keySet())) {
        if (made.remove(pid.name()) && configuration(pid.name()).getProperties().size() == 1) {
          configuration(pid.name()).delete();
        } else {
          deliver(pid.name());
        }
      }
    } catch (IOException e) {
      LOG.warn("Cannot let {} look around again: {}", bundle, e.getMessage());
    }
  }

  private Configuration configuration(String pid) throws IOException {
    return configurations.getConfiguration(pid, "?");
  }
}
