// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds which keys the configuration of a PID takes, in the bundle that holds the component. */
final class Schemas {

  private static final Logger LOG = LoggerFactory.getLogger(Schemas.class);

  private final BundleContext bundles;

  Schemas(BundleContext bundles) {
    this.bundles = bundles;
  }

  /**
   * The keys of a PID or factory PID, by their id; null where no bundle says anything. It is read
   * anew each time, as bundles come and go and configurations change rarely.
   */
  @Nullable Map<String, Key> of(String pid) {
    for (Bundle bundle : bundles.getBundles()) {
      String name = bundle.getSymbolicName();
      if (name != null && (pid.equals(name) || pid.startsWith(name + "."))) {
        Map<String, Key> keys = read(bundle, pid);
        if (keys != null) {
          return keys;
        }
      }
    }
    return null;
  }

  private static @Nullable Map<String, Key> read(Bundle bundle, String pid) {
    Enumeration<URL> documents = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
    if (documents == null) {
      return null;
    }
    for (URL document : Collections.list(documents)) {
      try (InputStream stream = document.openStream()) {
        Map<String, Key> keys = Metatype.read(stream).get(pid);
        if (keys != null) {
          return keys;
        }
      } catch (IOException e) {
        LOG.warn("Cannot read {} of {}: {}", document, bundle, e.getMessage());
      }
    }
    return null;
  }
}
