// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services that components use together with the hub's own. A component that has waited for one
 * of them is activated by the thread that registers it, and needs the hub at once. So they are
 * registered by another thread than that which activates the hub: in the middle of its activation
 * the hub is not available, and the component would fail and stay away.
 */
final class CompanionServices {

  private static final Logger LOG = LoggerFactory.getLogger(CompanionServices.class);

  private record Service<T>(Class<T> type, T object) {
    ServiceRegistration<T> register(BundleContext bundles) {
      return bundles.registerService(type, object, null);
    }
  }

  private final BundleContext bundles;
  private final List<Service<?>> services = new ArrayList<>();
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
  private boolean closed;

  CompanionServices(BundleContext bundles) {
    this.bundles = bundles;
  }

  /** Adds a service, before {@link #open}. */
  <T> void add(Class<T> type, T object) {
    services.add(new Service<>(type, object));
  }

  /** Registers the services soon. */
  void open(Executor workers) {
    try {
      workers.execute(this::register);
    } catch (RejectedExecutionException e) {
      LOG.debug("The hub is stopping", e);
    }
  }

  private void register() {
    try {
      for (Service<?> service : services) {
        keep(service.register(bundles));
      }
    } catch (IllegalStateException e) {
      LOG.debug("The hub is stopping", e);
    }
  }

  /** Without a lock while one is registered: it activates components that may wait for others. */
  private void keep(ServiceRegistration<?> registration) {
    synchronized (registrations) {
      if (!closed) {
        registrations.add(registration);
        return;
      }
    }
    registration.unregister();
  }

  /** Unregisters the services, also those that are just being registered. */
  void close() {
    List<ServiceRegistration<?>> all;
    synchronized (registrations) {
      closed = true;
      all = List.copyOf(registrations);
      registrations.clear();
    }
    all.forEach(ServiceRegistration::unregister);
  }
}
