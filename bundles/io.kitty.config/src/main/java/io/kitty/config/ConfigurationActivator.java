// SPDX-License-Identifier: Apache-2.0
package io.kitty.config;

import io.kitty.config.cfg.CfgFolder;
import io.kitty.config.cfg.LockedFiles;
import io.kitty.config.schema.MetatypeLocator;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.ConfigurationPlugin;

/**
 * Registers the configuration validator before any component of the hub is configured: this bundle
 * starts before all others that have a configuration.
 */
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"io.kitty.config.ConfigurationProblems\"")
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class ConfigurationActivator implements BundleActivator {

  /**
   * The ranking after Karaf's own plugins, which replace secrets and variables; later ones may
   * follow.
   */
  private static final int RANKING = 900;

  @Override
  public void start(BundleContext bundles) {
    Path etc = Path.of(System.getProperty("karaf.etc", "etc"));
    MetatypeLocator schemas = new MetatypeLocator(bundles);
    Environment environment = new Environment(System::getenv);
    Configurations configurations = new Configurations(bundles);
    ConfigurationValidator validator = new ConfigurationValidator(schemas::of, environment);
    FallbackConfigurations fallbacks =
        new FallbackConfigurations(configurations, environment, schemas::of);
    LockedFiles files = new LockedFiles(bundles, configurations);
    CfgFolder folder = new CfgFolder(etc, files, schemas::of);

    Dictionary<String, Object> ranking = new Hashtable<>();
    ranking.put(ConfigurationPlugin.CM_RANKING, RANKING);
    bundles.registerService(
        new String[] {ConfigurationPlugin.class.getName(), ConfigurationListener.class.getName()},
        validator,
        ranking);
    files.tidy(etc);
    folder.check();
    bundles.registerService(ConfigurationListener.class, fallbacks, null);
    bundles.addBundleListener(fallbacks);
    for (Bundle bundle : bundles.getBundles()) {
      fallbacks.createIfNeeded(bundle);
    }
    bundles.addBundleListener(event -> bundleChanged(event, folder));
    bundles.registerService(ConfigurationProblems.class, problems(validator, folder), null);
  }

  private static void bundleChanged(BundleEvent event, CfgFolder folder) {
    if (event.getType() == BundleEvent.RESOLVED || event.getType() == BundleEvent.UNRESOLVED) {
      folder.recheckAll();
    }
  }

  private static ConfigurationProblems problems(
      ConfigurationValidator validator, CfgFolder folder) {
    return new ConfigurationProblems() {
      @Override
      public void check() {
        folder.check();
      }

      @Override
      public List<String> lines() {
        return Stream.concat(folder.lines().stream(), validator.lines().stream()).toList();
      }
    };
  }

  @Override
  public void stop(BundleContext bundles) {
    // the framework unregisters the services and the listeners
  }
}
