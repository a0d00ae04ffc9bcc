// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.registry.DeviceRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** A bundle context with installed registries and registered services. */
public final class InstalledBundles {

  private final List<Bundle> bundles = new ArrayList<>();
  private final List<ServiceReference<?>> references = new ArrayList<>();
  private final Map<ServiceReference<?>, Object> services = new LinkedHashMap<>();
  private final List<Object> held = new ArrayList<>();

  /** Installs a bundle with a registry. */
  public void registry(String name) {
    BundleCapability capability =
        Listeners.fake(
            BundleCapability.class,
            (method, arguments) ->
                method.getName().equals("getAttributes") ? Map.of("module", name) : null);
    BundleRevision revision =
        Listeners.fake(
            BundleRevision.class,
            (method, arguments) ->
                method.getName().equals("getDeclaredCapabilities")
                        && arguments[0].equals(DeviceRegistry.NAMESPACE)
                    ? List.of(capability)
                    : List.of());
    bundles.add(
        Listeners.fake(
            Bundle.class,
            (method, arguments) -> method.getName().equals("adapt") ? revision : null));
  }

  /** Registers a registry; later ones are preferred. */
  public void works(String name) {
    int ranking = references.size();
    references.add(
        Listeners.fake(
            ServiceReference.class,
            (method, arguments) ->
                switch (method.getName()) {
                  case "getProperty" -> name;
                  case "compareTo" -> Integer.compare(ranking, references.indexOf(arguments[0]));
                  default -> null;
                }));
  }

  /** Registers another service by a name. */
  public void service(String name, Object service) {
    services.put(
        Listeners.fake(
            ServiceReference.class,
            (method, arguments) -> method.getName().equals("getProperty") ? name : null),
        service);
  }

  /** Unregisters the services of a name. */
  public void remove(String name) {
    services.keySet().removeIf(reference -> name.equals(reference.getProperty("name")));
  }

  /** Returns the services that were not released. */
  public List<Object> held() {
    return List.copyOf(held);
  }

  /** Answers the methods of a bundle context. */
  @Nullable Object answer(String method, Object[] arguments) {
    return switch (method) {
      case "getBundles" -> bundles.toArray(Bundle[]::new);
      case "getServiceReferences" ->
          arguments[0] == DeviceRegistry.class
              ? List.copyOf(references)
              : services.entrySet().stream()
                  .filter(service -> ((Class<?>) arguments[0]).isInstance(service.getValue()))
                  .map(Map.Entry::getKey)
                  .toList();
      case "getService" -> {
        held.add(services.get(arguments[0]));
        yield services.get(arguments[0]);
      }
      case "ungetService" -> held.remove(services.get(arguments[0]));
      default -> null;
    };
  }
}
