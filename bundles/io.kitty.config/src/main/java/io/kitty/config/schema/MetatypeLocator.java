// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.schema;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the configuration keys of a PID in the metatype of the bundle that holds the component. */
public final class MetatypeLocator {

  private static final Logger LOG = LoggerFactory.getLogger(MetatypeLocator.class);
  private static final String PREFIX = "io.kitty.";

  private final BundleContext bundles;

  public MetatypeLocator(BundleContext bundles) {
    this.bundles = bundles;
  }

  /**
   * Returns the schema of a PID or factory PID; null if no bundle declares one. It is read anew
   * each time, as bundles come and go and configurations change rarely.
   */
  @Nullable
  public Schema of(String pid) {
    for (Bundle bundle : bundles.getBundles()) {
      String name = bundle.getSymbolicName();
      if (name != null && (pid.equals(name) || pid.startsWith(name + "."))) {
        Schema schema = in(bundle).get(pid);
        if (schema != null) {
          return schema;
        }
      }
    }
    return null;
  }

  /** Returns the PID and schema of a module: its PID ends with the module's id. */
  public Optional<Map.Entry<String, Schema>> ofModule(String module) {
    return Arrays.stream(bundles.getBundles())
        .filter(bundle -> Objects.toString(bundle.getSymbolicName(), "").startsWith(PREFIX))
        .flatMap(bundle -> in(bundle).entrySet().stream())
        .filter(schema -> schema.getKey().endsWith("." + module))
        .findFirst();
  }

  /** Returns the schemas of a bundle's components, by PID or factory PID. */
  public static Map<String, Schema> in(Bundle bundle) {
    Enumeration<URL> documents = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
    if (documents == null) {
      return Map.of();
    }
    Map<String, Schema> schemas = new HashMap<>();
    for (URL document : Collections.list(documents)) {
      try (InputStream stream = document.openStream()) {
        schemas.putAll(MetatypeReader.read(stream));
      } catch (IOException e) {
        LOG.warn("Cannot read {} of {}: {}", document, bundle, e.getMessage());
      }
    }
    return schemas;
  }
}
