// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.registry.DeviceRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** The registries that are installed, and those of them that work. */
final class Installed {

  private final List<Bundle> bundles = new ArrayList<>();
  private final List<ServiceReference<?>> references = new ArrayList<>();

  /** Installs a bundle that holds a registry. */
  void registry(String name) {
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

  /** Has a registry work; what comes later is preferred. */
  void works(String name) {
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

  /** What the framework says to a bundle that asks. */
  @Nullable Object answer(String method) {
    return switch (method) {
      case "getBundles" -> bundles.toArray(Bundle[]::new);
      case "getServiceReferences" -> List.copyOf(references);
      default -> null;
    };
  }
}
