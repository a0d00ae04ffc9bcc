// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.cfg;

import io.kitty.config.ConfigurationSource;
import io.kitty.config.ConfigurationValidator;
import io.kitty.config.Configurations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates a configuration in place of an unreadable file, by which the {@link
 * ConfigurationValidator} disables the module: without any it would run on its defaults, which may
 * have more effect than the file. Not thread-safe.
 */
public final class LockedFiles implements CfgFolder.UnreadableFileHandler {

  private static final Logger LOG = LoggerFactory.getLogger(LockedFiles.class);

  private final BundleContext bundles;
  private final Configurations configurations;

  /**
   * Files that this class passed to Felix File Install, which therefore does not notice their
   * deletion.
   */
  private final Set<Path> installed = new HashSet<>();

  public LockedFiles(BundleContext bundles, Configurations configurations) {
    this.bundles = bundles;
    this.configurations = configurations;
  }

  /** Removes the configurations that an earlier run created for files that no longer exist. */
  public void tidy(Path folder) {
    for (Configuration each : configurations.find("(" + ConfigurationValidator.HELD + "=*)")) {
      if (!Files.exists(folder.resolve(each.getPid() + CfgName.SUFFIX))) {
        configurations.delete(each);
      }
    }
  }

  @Override
  public boolean hold(Path file) {
    CfgName name = new CfgName(file);
    String read = Configurations.filter(ConfigurationSource.FILENAME, name.uri());
    if (!configurations.find(read).isEmpty()) {
      return true;
    }
    if (name.ours() && !name.factory()) {
      configurations.putIfNone(name.pid(), Map.of(ConfigurationValidator.HELD, true));
    }
    return false;
  }

  @Override
  public void take(Path file) {
    for (ArtifactInstaller installer : installers(file)) {
      try {
        installer.install(file.toFile());
        installed.add(file);
      } catch (Exception e) {
        LOG.warn("Cannot install {}: {}", file, e.getMessage());
      }
    }
  }

  @Override
  public void release(Path file) {
    if (installed.remove(file)) {
      for (ArtifactInstaller installer : installers(file)) {
        try {
          installer.uninstall(file.toFile());
        } catch (Exception e) {
          LOG.warn("Cannot remove the configuration of {}: {}", file, e.getMessage());
        }
      }
    }
    String held =
        "(&(%s=*)%s)"
            .formatted(
                ConfigurationValidator.HELD,
                Configurations.filter("service.pid", new CfgName(file).pid()));
    configurations.find(held).forEach(configurations::delete);
  }

  private List<ArtifactInstaller> installers(Path file) {
    try {
      return bundles.getServiceReferences(ArtifactInstaller.class, null).stream()
          .map((ServiceReference<ArtifactInstaller> reference) -> bundles.getService(reference))
          .filter(installer -> installer != null && installer.canHandle(file.toFile()))
          .toList();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
