// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.watch;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/** Checks whether the bundle of a deployed file is in the expected state. */
final class DeployedBundles {

  private final BundleContext bundles;

  DeployedBundles(BundleContext bundles) {
    this.bundles = bundles;
  }

  /** Returns the problem; empty if the bundle is active, or was stopped on purpose. */
  Optional<String> fault(Path file) {
    Bundle bundle = bundles.getBundle(file.toFile().toURI().toString());
    if (bundle == null) {
      return Optional.of("its bundle cannot be installed");
    }
    if (!shouldBeActive(bundle)) {
      return Optional.empty();
    }
    return switch (bundle.getState()) {
      case Bundle.INSTALLED -> Optional.of("its bundle cannot be resolved");
      case Bundle.RESOLVED -> Optional.of("its bundle cannot be started");
      default -> Optional.empty();
    };
  }

  /** Returns whether it should be active by now. */
  private boolean shouldBeActive(Bundle bundle) {
    BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    FrameworkStartLevel now =
        bundles.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
    boolean fragment =
        revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    return level != null
        && level.isPersistentlyStarted()
        && level.getStartLevel() <= now.getStartLevel()
        && !fragment;
  }
}
