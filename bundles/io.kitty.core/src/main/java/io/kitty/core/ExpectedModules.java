// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import io.kitty.discovery.Protocol;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** Tells which modules the installed bundles hold, whether or not they have started. */
final class ExpectedModules {

  private final BundleContext bundles;

  ExpectedModules(BundleContext bundles) {
    this.bundles = bundles;
  }

  /** The ids of the modules that will be there. */
  Set<String> ids() {
    return ids(false);
  }

  /** The ids of the modules that are there only where something is configured for them. */
  Set<String> instances() {
    return ids(true);
  }

  private Set<String> ids(boolean instances) {
    Set<String> ids = new TreeSet<>();
    for (Bundle bundle : bundles.getBundles()) {
      for (BundleCapability capability : capabilities(bundle)) {
        Object id = capability.getAttributes().get("module");
        boolean several = "true".equals(capability.getAttributes().get("instances"));
        if (id != null && several == instances) {
          ids.add(id.toString());
        }
      }
    }
    return ids;
  }

  private static Collection<BundleCapability> capabilities(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision == null ? List.of() : revision.getDeclaredCapabilities(Protocol.NAMESPACE);
  }
}
