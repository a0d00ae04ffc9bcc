// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.files;

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
 * Notices that the console cannot be reached by SSH because its port is taken, and has the server
 * started again once it is free. Karaf says so in its log only, and never tries again by itself;
 * after an edit of its configuration it does.
 */
final class SshPort implements LogListener {

  private static final Logger LOG = LoggerFactory.getLogger(SshPort.class);

  /** What Karaf logs, with the exception. */
  private static final String FAILURE = "Exception caught while starting SSH server";

  /** Where the server listens, as it is configured. */
  record Place(String host, int port) {}

  private final Supplier<Optional<Place>> configured;
  private final Runnable restart;
  private volatile boolean failed;
  private volatile @Nullable Place place;

  /**
   * @param configured reads the configuration
   * @param restart starts the server again
   */
  SshPort(Supplier<Optional<Place>> configured, Runnable restart) {
    this.configured = configured;
    this.restart = restart;
  }

  /** Takes in an entry of the log; must not log anything itself. */
  @Override
  public void logged(LogEntry entry) {
    if (FAILURE.equals(entry.getMessage()) && isBindFailure(entry.getException())) {
      place = null;
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

  /** What is wrong; empty if nothing is. Any thread. */
  Optional<String> line() {
    Place where = place;
    return failed && where != null
        ? Optional.of(
            ("the console cannot be reached by SSH: %s:%d is in use by another program, or no"
                    + " address of this machine; free it, or set another sshPort or sshHost in"
                    + " etc/org.apache.karaf.shell.cfg")
                .formatted(where.host(), where.port()))
        : Optional.empty();
  }

  /** Looks whether the port can be had now. */
  void check() {
    if (!failed) {
      return;
    }
    Place now = configured.get().orElse(null);
    if (now == null || place != null && !now.equals(place)) {
      failed = false; // Karaf has tried the other one, and may have told of it again
    } else if (place == null) {
      place = now;
      line().ifPresent(LOG::warn);
    } else if (free(now)) {
      failed = false;
      LOG.info("{}:{} is free, and the console can be reached by SSH", now.host(), now.port());
      restart.run();
    }
  }

  private static boolean free(Place place) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(place.host()), place.port()));
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
