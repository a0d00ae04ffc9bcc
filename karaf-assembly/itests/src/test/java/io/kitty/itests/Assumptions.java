// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.management.UnixOperatingSystemMXBean;
import io.kitty.bambu.state.Mosquitto;
import io.kitty.redis.TestServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Optional tools of the machine: without them a test is skipped, but fails on a build server. */
public final class Assumptions {
  private Assumptions() {}

  /** Tests that run programs in Python. */
  public static void python() {
    if (!PythonProgram.has("json")) {
      lack("There is no Python 3");
    }
  }

  /** Tests that use more of 127.0.0.0/8 than its first address, or look at /proc. */
  public static void linux() {
    if (!System.getProperty("os.name").equals("Linux")) {
      lack("Only Linux has all of 127.0.0.0/8 on its loopback interface and sockets in /proc");
    }
  }

  /** Tests that need a second host, with addresses of its own. */
  public static void secondHost() throws IOException {
    linux();
    if (!TwoHostNetwork.isPossible()) {
      lack("A second host needs network namespaces, and the commands ip, unshare and nsenter");
    }
  }

  /** Tests with very many connections. */
  public static void descriptors(int number) {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
        || system.getMaxFileDescriptorCount() < number) {
      lack("Fewer than " + number + " files and sockets may be open (ulimit -n)");
    }
  }

  /** Tests that mount a small disk for a hub. */
  public static void ownMounts() throws IOException {
    linux();
    if (!TwoHostNetwork.succeeds(
        "unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", System.getProperty("java.io.tmpdir"))) {
      lack("A disk of its own needs mount namespaces, and the commands unshare, nsenter and mount");
    }
  }

  /** Tests that run programs which use Python and its client for Redis. */
  public static void pythonWithRedis() {
    if (!PythonProgram.has("redis")) {
      lack("There is no Python with the package redis (Debian: python3-redis)");
    }
  }

  /** Tests that also run against the Redis of this machine, which has to be a newer one. */
  public static void installedRedis() {
    if (TestServer.installed().isEmpty()) {
      lack("There is no redis-server on the path (Debian: redis-server)");
    }
  }

  /** Tests with a broker in the place of a printer. */
  public static void mosquitto() {
    if (!Mosquitto.isInstalled()) {
      lack("There is no mosquitto (Debian: mosquitto, mosquitto-clients)");
    }
  }

  /** Tests that set the clock of a hub. */
  public static void hubClock() throws IOException {
    linux();
    if (HubClock.library().isEmpty()) {
      lack("There is no libfaketime (Debian: libfaketime)");
    }
  }

  private static void lack(String sentence) {
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      fail(sentence);
    }
    abort(sentence);
  }
}
