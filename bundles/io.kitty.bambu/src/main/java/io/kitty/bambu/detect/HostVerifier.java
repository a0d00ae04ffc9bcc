// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.detect;

import io.kitty.bambu.printer.KeyHint;
import io.kitty.bambu.printer.Printer;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.text.SafeText;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries configured hosts periodically, so that printers are listed whose announcements do not
 * arrive: behind a router, or a VPN.
 */
public final class HostVerifier {

  /** How often a host without a reply is retried soon. */
  private static final int RETRIES = 2;

  /** The pause before such a retry. */
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(HostVerifier.class);

  private final DiscoveryContext context;
  private final DetectClient client;
  private final Duration interval;
  private final Duration lifetime;
  private final KeyHint hint;

  /**
   * @param lifetime how long a reply holds
   * @param hint what is said of printers whose access code is missing
   */
  public HostVerifier(
      DiscoveryContext context,
      DetectClient client,
      Duration interval,
      Duration lifetime,
      KeyHint hint) {
    this.context = context;
    this.client = client;
    this.interval = interval;
    this.lifetime = lifetime;
    this.hint = hint;
  }

  /** Starts querying a host. Each has its own schedule, so that none waits for a silent one. */
  public void start(InetAddress host) {
    context.execute(() -> query(host, RETRIES));
  }

  private void query(InetAddress host, int retries) {
    try {
      report(host, client.detect(host));
      context.count("verified", 1);
      scheduleNext(host, interval, RETRIES);
    } catch (IOException e) {
      fail(host, SafeText.clean(String.valueOf(e.getMessage()), 200));
      scheduleNext(
          host,
          retries > 0 && RETRY_PAUSE.compareTo(interval) < 0 ? RETRY_PAUSE : interval,
          retries - 1);
    }
  }

  private void scheduleNext(InetAddress host, Duration delay, int retries) {
    context.schedule(delay, () -> query(host, Math.max(retries, 0)));
  }

  private void fail(InetAddress host, String reason) {
    LOG.debug("{} is not verified: {}", host.getHostAddress(), reason);
    context.count("not_verified", 1);
    context.error("", host.getHostAddress() + " is not verified: " + reason);
  }

  /**
   * Uses a sighting key of its own: replies are far less frequent than announcements, so that one
   * must not replace the other.
   */
  private void report(InetAddress host, Printer printer) {
    context.report(
        printer
            .sighting("detect:" + host.getHostAddress(), new Endpoint(host, ""), lifetime)
            .fact(Fact.NEEDS_KEY, hint.of(printer))
            .build());
  }
}
