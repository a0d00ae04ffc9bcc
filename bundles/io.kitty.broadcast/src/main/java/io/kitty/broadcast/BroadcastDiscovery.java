// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import io.kitty.commons.Seconds;
import io.kitty.device.Sighting;
import io.kitty.discovery.ClaimedAddress;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.PortSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Broadcast discovery in one context. A round sends a request, and repeats it while there is no
 * reply; if there is none in the end, it shows hints about segmented networks.
 */
final class BroadcastDiscovery {

  private static final String LIMITED_BROADCAST = "255.255.255.255";

  private final DiscoveryContext context;
  private final BroadcastProvider.Config config;
  private final byte[] request;
  private final Optional<InetAddress> configuredAddress;
  private final Duration timeout;
  private final Duration interval;
  private final Duration lifetime;
  private final ResponseCollector responses;
  private final InterfaceHints hints;

  BroadcastDiscovery(DiscoveryContext context, BroadcastProvider.Config config) {
    this.context = context;
    this.config = config;
    this.request = config.message().getBytes(StandardCharsets.UTF_8);
    this.configuredAddress = ClaimedAddress.ipv4(config.broadcast_address());
    this.timeout = Seconds.toDuration(config.timeout());
    Duration maxRound = timeout.multipliedBy(config.retries() + 1L);
    Duration configured = Seconds.toDuration(config.interval());
    this.interval =
        configured.isZero() || configured.compareTo(maxRound) > 0 ? configured : maxRound;
    this.lifetime =
        interval.isZero() ? Duration.ofHours(1) : interval.multipliedBy(3).plus(maxRound);
    this.responses = new ResponseCollector(config.max_responses());
    this.hints = new InterfaceHints(context);
  }

  /**
   * Opens its port and starts searching.
   *
   * @throws IOException if the port cannot be opened
   */
  void start() throws IOException {
    DatagramPort port = context.open(PortSpec.ephemeral(), this::handle);
    context.scan(interval, () -> search(port, responses.startRound(), config.retries()));
  }

  private void search(DatagramPort port, int number, int retries) {
    if (config.broadcast_address().equals(LIMITED_BROADCAST)) {
      port.limitedBroadcast(request, config.port());
    } else if (configuredAddress.isPresent()) {
      port.send(request, new InetSocketAddress(configuredAddress.get(), config.port()));
    } else {
      port.broadcast(request, config.port());
    }
    context.schedule(timeout, () -> onTimeout(port, number, retries));
  }

  private void onTimeout(DatagramPort port, int number, int retries) {
    if (!responses.isSilent(number)) {
      return;
    }
    if (retries > 0) {
      search(port, number, retries - 1);
    } else {
      hints.show(
          context.links().stream().flatMap(link -> SegmentedSubnet.of(link).stream()).toList());
    }
  }

  /** Off-link servers can have received a request only if an address was configured. */
  private void handle(Datagram datagram) {
    if (!datagram.onLink() && configuredAddress.isEmpty()) {
      context.count("off_link", 1);
      return;
    }
    Optional<ServerReply> reply =
        ServerReply.parse(datagram.payload(), config.prefix(), config.default_port());
    if (reply.isEmpty()) {
      context.count("malformed", 1);
      return;
    }
    Sighting sighting =
        SightingMapper.of(reply.get(), datagram.endpoint(), lifetime, context.links());
    if (responses.admits(sighting.key())) {
      hints.show(List.of());
      context.report(sighting);
    } else {
      context.count("over_limit", 1);
    }
  }
}
