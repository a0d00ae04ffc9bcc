// SPDX-License-Identifier: Apache-2.0
package io.kitty.config;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accesses the configurations of Configuration Admin; none while that service is absent. */
public final class Configurations {

  private static final Logger LOG = LoggerFactory.getLogger(Configurations.class);

  private final BundleContext bundles;

  Configurations(BundleContext bundles) {
    this.bundles = bundles;
  }

  /** Returns the filter for configurations with a value. */
  public static String filter(String key, String value) {
    return "(" + key + "=" + value.replaceAll("([\\\\()*])", "\\\\$1") + ")";
  }

  /** Returns the configurations that match a filter. */
  public List<Configuration> find(String filter) {
    ConfigurationAdmin admin = admin();
    try {
      Configuration[] found = admin == null ? null : admin.listConfigurations(filter);
      return found == null ? List.of() : List.of(found);
    } catch (IOException | InvalidSyntaxException e) {
      LOG.warn("Cannot list configurations by {}: {}", filter, e.getMessage());
      return List.of();
    }
  }

  /** Creates a configuration for a PID unless there is one with contents. */
  public void putIfNone(String pid, Map<String, Object> values) {
    ConfigurationAdmin admin = admin();
    try {
      Configuration configuration = admin == null ? null : admin.getConfiguration(pid, "?");
      if (configuration != null && isEmpty(configuration.getProperties(), values)) {
        configuration.update(new Hashtable<>(values));
      }
    } catch (IOException e) {
      LOG.warn("Cannot configure {}: {}", pid, e.getMessage());
    }
  }

  /** Returns whether there is only the PID, and more is to be set. */
  private static boolean isEmpty(
      @Nullable Dictionary<String, Object> properties, Map<String, Object> wanted) {
    return properties == null || properties.size() == 1 && !wanted.isEmpty();
  }

  public void delete(Configuration configuration) {
    try {
      configuration.delete();
    } catch (IOException e) {
      LOG.warn("Cannot delete the configuration {}: {}", configuration.getPid(), e.getMessage());
    }
  }

  private @Nullable ConfigurationAdmin admin() {
    ServiceReference<ConfigurationAdmin> reference =
        bundles.getServiceReference(ConfigurationAdmin.class);
    return reference == null ? null : bundles.getService(reference);
  }
}
