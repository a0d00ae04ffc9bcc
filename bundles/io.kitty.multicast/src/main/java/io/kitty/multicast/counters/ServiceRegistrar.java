// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.counters;

import io.kitty.announce.AnnouncementStats;
import io.kitty.announce.Announcer;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Registers objects as OSGi services, each with the service property {@code name}. */
@FunctionalInterface
public interface ServiceRegistrar {

  /**
   * Registers a service; closing the result unregisters it, if it is still registered.
   *
   * @param types the interfaces under which it is registered
   * @param properties its service properties
   */
  AutoCloseable register(Object service, List<Class<?>> types, Map<String, ?> properties);

  /** Registers counters by their name. */
  default AutoCloseable counters(AnnouncementStats stats) {
    return register(stats, List.of(AnnouncementStats.class), Map.of("name", stats.name()));
  }

  /** Registers an announcer, which has counters too, by its name. */
  default AutoCloseable announcer(Announcer announcer) {
    return register(
        announcer,
        List.of(Announcer.class, AnnouncementStats.class),
        Map.of("name", announcer.name()));
  }

  /** Returns a registrar that registers in the OSGi framework. */
  static ServiceRegistrar in(BundleContext bundles) {
    return (service, types, properties) -> {
      Dictionary<String, Object> dictionary = new Hashtable<>(properties);
      ServiceRegistration<?> registration =
          bundles.registerService(
              types.stream().map(Class::getName).toArray(String[]::new), service, dictionary);
      return () -> {
        try {
          registration.unregister();
        } catch (IllegalStateException e) {
          return; // the bundle has stopped, and the framework has unregistered it
        }
      };
    };
  }
}
