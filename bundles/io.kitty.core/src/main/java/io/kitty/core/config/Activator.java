// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.ConfigurationPlugin;

/**
 * Puts the guard in place before any component of the hub is configured: DS looks at a bundle only
 * after its activator has run, and core starts before all others.
 */
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"io.kitty.core.config.Complaints\"")
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Activator implements BundleActivator {

  /** After Karaf's own plugins, which put in secrets and variables; others may come later still. */
  private static final int LATE = 900;

  @Override
  public void start(BundleContext bundles) {
    ConfigurationGuard guard = new ConfigurationGuard(new Schemas(bundles)::of, System::getenv);
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(ConfigurationPlugin.CM_RANKING, LATE);
    bundles.registerService(
        new String[] {
          ConfigurationPlugin.class.getName(),
          ConfigurationListener.class.getName(),
          Complaints.class.getName()
        },
        guard,
        properties);
  }

  @Override
  public void stop(BundleContext bundles) {
    // the framework takes the service back
  }
}
