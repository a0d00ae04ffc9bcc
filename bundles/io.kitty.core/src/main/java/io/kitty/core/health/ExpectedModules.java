// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.health;

import io.kitty.discovery.Protocol;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** Lists the modules that the installed bundles declare, whether or not they have started. */
public final class ExpectedModules {

  private final BundleContext bundles;

  public ExpectedModules(BundleContext bundles) {
    this.bundles = bundles;
  }

  /** Returns the ids of the modules to expect. */
  public Set<String> ids() {
    return ids("instances", false);
  }

  /** Returns the ids of the modules that exist only if something is configured for them. */
  public Set<String> instances() {
    return ids("instances", true);
  }

  /** Returns the ids of the protocols whose sightings are announcements of services. */
  public Set<String> announcing() {
    return ids("announcements", true);
  }

  private Set<String> ids(String attribute, boolean wanted) {
    Set<String> ids = new TreeSet<>();
    for (Bundle bundle : bundles.getBundles()) {
      for (BundleCapability capability : capabilities(bundle)) {
        Object id = capability.getAttributes().get("module");
        boolean declared = "true".equals(capability.getAttributes().get(attribute));
        if (id != null && declared == wanted) {
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
