// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.watch;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that the SSH server does not listen, and restarts it once its port is free. Karaf reports
 * a port in use in its log only, and retries only after its configuration was edited.
 */
final class SshPort implements LogListener {

  private static final Logger LOG = LoggerFactory.getLogger(SshPort.class);

  /** Karaf's log message, which comes with the exception. */
  private static final String FAILURE = "Exception caught while starting SSH server";

  /** The check after the start at which the server must listen. */
  private static final int LISTENS_BY = 10;

  /** The configured address of the server. */
  record Address(String host, int port) {}

  private final Supplier<Optional<Address>> configured;
  private final Runnable restart;
  private volatile boolean failed;
  private volatile @Nullable Address address;
  private int checks;

  /**
   * @param configured reads the configuration
   * @param restart restarts the server
   */
  SshPort(Supplier<Optional<Address>> configured, Runnable restart) {
    this.configured = configured;
    this.restart = restart;
  }

  /** Handles a log entry; must not log anything itself. */
  @Override
  public void logged(LogEntry entry) {
    if (FAILURE.equals(entry.getMessage()) && isBindFailure(entry.getException())) {
      address = null;
      failed = true;
    }
  }

  private static boolean isBindFailure(@Nullable Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  /** Returns the problem; empty if there is none. Thread-safe. */
  Optional<String> line() {
    Address where = address;
    return failed && where != null
        ? Optional.of(
            ("the console cannot be reached by SSH: %s:%d is in use by another program, or no"
                    + " address of this machine; free it, or set another sshPort or sshHost in"
                    + " etc/org.apache.karaf.shell.cfg")
                .formatted(where.host(), where.port()))
        : Optional.empty();
  }

  /** Checks whether the port is free now; to be called about once a second, by one thread. */
  void check() {
    checks++;
    if (!failed) {
      if (checks == LISTENS_BY) {
        configured.get().filter(SshPort::free).ifPresent(this::restartUnheard);
      }
      return;
    }
    Address now = configured.get().orElse(null);
    if (now == null || address != null && !now.equals(address)) {
      failed = false; // Karaf has tried the new address, and may have logged another failure
    } else if (address == null) {
      address = now;
      line().ifPresent(LOG::warn);
    } else if (free(now)) {
      failed = false;
      LOG.info("{}:{} is free, and the console can be reached by SSH", now.host(), now.port());
      restart.run();
    }
  }

  /** Restarts a server that has failed without a message. */
  private void restartUnheard(Address address) {
    LOG.warn(
        "Nothing listens on {}:{}; the SSH server is restarted", address.host(), address.port());
    restart.run();
  }

  private static boolean free(Address address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
