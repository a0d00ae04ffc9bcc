// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogReaderService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the folders to which people add files while the hub runs, etc/ and deploy/, and the SSH
 * server that is configured there.
 */
@Component(service = FileWatch.class)
public final class FileWatch {

  private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

  /** The property in which File Install stores the file of a configuration. */
  private static final String FILE = "felix.fileinstall.filename";

  /** The configuration of Karaf's SSH server, and the bundle that runs it. */
  private static final String SSH = "org.apache.karaf.shell";

  /** The property by which Karaf has an SSH server at all. */
  private static final String SSH_SERVER = "karaf.startRemoteShell";

  /** The environment variable by which Karaf overrides {@code sshPort}. */
  private static final String SSH_PORT = "ORG_APACHE_KARAF_SHELL_SSHPORT";

  private final BundleContext bundles;
  private final ConfigurationAdmin configurations;
  private final @Nullable LogReaderService reader;
  private final FailureLog log;
  private final FileProblems problems;
  private final FolderChanges changes;
  private final SshPort ssh = new SshPort(this::sshAddress, this::restartSsh);

  @Activate
  public FileWatch(
      BundleContext bundles,
      @Reference ConfigurationAdmin configurations,
      @Reference(cardinality = ReferenceCardinality.OPTIONAL) @Nullable LogReaderService reader) {
    Path etc = folder("karaf.etc", "etc");
    Path deploy = folder("karaf.base", ".").resolve("deploy");
    this.bundles = bundles;
    this.configurations = configurations;
    this.reader = reader;
    this.log = new FailureLog(System::nanoTime, etc, deploy);
    this.changes = FolderChanges.of(List.of(etc, deploy));
    this.problems =
        new FileProblems(
            etc,
            deploy,
            this::configured,
            new DeployedBundles(bundles)::fault,
            log,
            System::nanoTime);
    if (reader != null) {
      List<LogEntry> past = Collections.list(reader.getLog());
      Collections.reverse(past);
      past.forEach(log::logged);
      past.forEach(ssh::logged);
      reader.addLogListener(log);
      reader.addLogListener(ssh);
    }
  }

  private static Path folder(String property, String fallback) {
    return Path.of(System.getProperty(property, fallback)).toAbsolutePath().normalize();
  }

  @Deactivate
  void stop() {
    changes.close();
    if (reader != null) {
      reader.removeLogListener(log);
      reader.removeLogListener(ssh);
    }
  }

  /**
   * Checks the files if they may have changed; to be called about once a second.
   *
   * @param others checks files of the same folders
   */
  public void check(Runnable others) {
    if (changes.isDue()) {
      problems.check();
      others.run();
    }
    ssh.check();
  }

  /** Returns one line with the reason for each unusable file, and one if SSH is not available. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(problems.lines());
    ssh.line().ifPresent(lines::add);
    return lines;
  }

  /** Returns whether a message is about a file that is unusable as a whole. */
  public boolean covers(String line) {
    return problems.files().stream().anyMatch(file -> line.contains(file.toString()));
  }

  private Optional<SshPort.Address> sshAddress() {
    if (!Boolean.parseBoolean(bundles.getProperty(SSH_SERVER))) {
      return Optional.empty();
    }
    try {
      Configuration[] found = configurations.listConfigurations("(service.pid=" + SSH + ")");
      if (found != null) {
        Dictionary<String, Object> properties = found[0].getProperties();
        String variable = System.getenv(SSH_PORT);
        Object number = variable == null ? properties.get("sshPort") : variable;
        int port = Integer.parseInt(String.valueOf(number).strip());
        Object host = properties.get("sshHost");
        String address = host == null ? "0.0.0.0" : host.toString().strip();
        return port == 0 ? Optional.empty() : Optional.of(new SshPort.Address(address, port));
      }
    } catch (IOException | InvalidSyntaxException | RuntimeException e) {
      LOG.debug("The configuration of SSH cannot be read now", e);
    }
    return Optional.empty();
  }

  private void restartSsh() {
    for (Bundle bundle : bundles.getBundles()) {
      if ((SSH + ".ssh").equals(bundle.getSymbolicName())) {
        try {
          bundle.stop(Bundle.STOP_TRANSIENT);
          bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
          LOG.warn("Cannot restart the SSH server", e);
        }
      }
    }
  }

  private Set<String> configured() {
    Set<String> files = new HashSet<>();
    try {
      Configuration[] all = configurations.listConfigurations("(" + FILE + "=*)");
      for (Configuration each : all == null ? new Configuration[0] : all) {
        files.add(String.valueOf(each.getProperties().get(FILE)));
      }
    } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
      LOG.debug("The configurations cannot be listed now", e);
    }
    return files;
  }
}
