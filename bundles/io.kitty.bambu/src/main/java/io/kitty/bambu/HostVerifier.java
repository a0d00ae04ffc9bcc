// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import io.kitty.device.Endpoint;
import io.kitty.device.SafeText;
import io.kitty.discovery.DiscoveryContext;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks configured hosts now and then who they are, so that printers are listed whose announcements
 * do not come through: behind a router, or a VPN.
 */
final class HostVerifier {

  /** How often a host that does not answer is asked again soon. */
  private static final int RETRIES = 2;

  /** Between two attempts that follow each other soon. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(HostVerifier.class);

  private final DiscoveryContext context;
  private final DetectClient client;
  private final Duration interval;
  private final Duration lifetime;

  /**
   * @param lifetime how long an answer holds
   */
  HostVerifier(
      DiscoveryContext context, DetectClient client, Duration interval, Duration lifetime) {
    this.context = context;
    this.client = client;
    this.interval = interval;
    this.lifetime = lifetime;
  }

  /** Begins with a host. Each has rounds of its own, so that none waits for a silent one. */
  void begin(InetAddress host) {
    context.execute(() -> round(host, RETRIES));
  }

  private void round(InetAddress host, int retries) {
    try {
      report(host, client.detect(host));
      context.count("verified", 1);
      again(host, interval, RETRIES);
    } catch (IOException e) {
      fail(host, SafeText.clean(String.valueOf(e.getMessage()), 200));
      again(host, retries > 0 && PAUSE.compareTo(interval) < 0 ? PAUSE : interval, retries - 1);
    }
  }

  private void again(InetAddress host, Duration delay, int retries) {
    context.schedule(delay, () -> round(host, Math.max(retries, 0)));
  }

  private void fail(InetAddress host, String reason) {
    LOG.debug("{} is not verified: {}", host.getHostAddress(), reason);
    context.count("not_verified", 1);
    context.error("", host.getHostAddress() + " is not verified: " + reason);
  }

  /**
   * It has a key of its own: what a printer answers is said far less often than what it announces,
   * so that one must not replace the other.
   */
  private void report(InetAddress host, Printer printer) {
    context.report(
        printer
            .sighting("detect:" + host.getHostAddress(), new Endpoint(host, ""), lifetime)
            .build());
  }
}
