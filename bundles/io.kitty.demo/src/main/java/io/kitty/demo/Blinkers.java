// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Enumeration;
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
final class Blinkers implements ConfigurationPlugin, SynchronousBundleListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Blinkers.class);

  private static final String PREFIX = "io.kitty.";

  /** After all others that may change something; only up to 1000 that is allowed. */
  private static final int LAST = 1000;

  /** What would have the hub speak to somebody elsewhere, by PID. */
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
  Blinkers(
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
    String pid = pid(bundle);
    try {
      if (looksAround(bundle) && !deliver(pid)) {
        made.add(pid);
        configuration(pid).update(new Hashtable<>());
      }
    } catch (IOException e) {
      LOG.warn("Cannot keep {} on the loopback: {}", pid, e.getMessage());
    }
  }

  /** The PID of a module is its bundle's name. */
  private static String pid(Bundle bundle) {
    return Objects.toString(bundle.getSymbolicName(), "");
  }

  /** Whether it is a module of the hub for which interfaces, or something special, can be set. */
  private boolean looksAround(Bundle bundle) throws IOException {
    if (!pid(bundle).startsWith(PREFIX) || special.containsKey(pid(bundle))) {
      return special.containsKey(pid(bundle));
    }
    Enumeration<URL> documents = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
    for (URL each : documents == null ? List.<URL>of() : Collections.list(documents)) {
      try (InputStream document = each.openStream()) {
        if (new String(document.readAllBytes(), UTF_8).contains("id=\"interfaces\"")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Has all configurations of a bundle delivered anew; false if there is none. */
  private boolean deliver(String pid) throws IOException {
    Configuration[] found = find(pid);
    for (Configuration each : found) {
      each.update(each.getProperties());
    }
    return found.length > 0;
  }

  private Configuration[] find(String pid) throws IOException {
    try {
      Configuration[] found =
          configurations.listConfigurations(
              "(|(service.pid=%1$s)(service.pid=%1$s.*))".formatted(pid));
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
    String pid = pid(bundle);
    try {
      if (looksAround(bundle)) {
        boolean empty = made.remove(pid) && configuration(pid).getProperties().size() == 1;
        if (empty) {
          configuration(pid).delete();
        } else {
          deliver(pid);
        }
      }
    } catch (IOException e) {
      LOG.warn("Cannot let {} look around again: {}", pid, e.getMessage());
    }
  }

  private Configuration configuration(String pid) throws IOException {
    return configurations.getConfiguration(pid, "?");
  }
}
