// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The present services of one type, held until this is closed. Commands use it for services that
 * come and go while the hub runs: Karaf takes all commands of a bundle away for a moment whenever a
 * service changes that one of them has a {@code @Reference} to.
 */
public final class ServiceLookup<T> implements AutoCloseable {

  private final BundleContext bundles;
  private final Map<ServiceReference<T>, T> held = new LinkedHashMap<>();

  public ServiceLookup(BundleContext bundles, Class<T> type) {
    this.bundles = bundles;
    try {
      for (ServiceReference<T> reference : bundles.getServiceReferences(type, null)) {
        T service = bundles.getService(reference);
        if (service != null) { // it may have been unregistered
          held.put(reference, service);
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e); // there is no filter
    }
  }

  /** Returns the services, in no particular order. */
  public List<T> all() {
    return List.copyOf(held.values());
  }

  @Override
  public void close() {
    held.keySet().forEach(bundles::ungetService);
  }
}
