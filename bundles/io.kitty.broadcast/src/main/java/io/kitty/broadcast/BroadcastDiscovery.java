// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

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
 * Broadcast discovery as long as one context lasts. A round asks everybody, and again while nobody
 * answers; where nobody did in the end, it says which networks may be to blame.
 */
final class BroadcastDiscovery {

  private static final String EVERYBODY = "255.255.255.255";

  private final DiscoveryContext context;
  private final BroadcastConfig config;
  private final byte[] question;
  private final Optional<InetAddress> target;
  private final Duration timeout;
  private final Duration interval;
  private final Duration lifetime;
  private final ResponseCollector round;
  private final InterfaceHints hints;

  BroadcastDiscovery(DiscoveryContext context, BroadcastConfig config) {
    this.context = context;
    this.config = config;
    this.question = config.message().getBytes(StandardCharsets.UTF_8);
    this.target = ClaimedAddress.ipv4(config.broadcast_address());
    this.timeout = seconds(config.timeout());
    Duration longest = timeout.multipliedBy(config.retries() + 1L);
    Duration wanted = seconds(config.interval());
    this.interval = wanted.isZero() || wanted.compareTo(longest) > 0 ? wanted : longest;
    this.lifetime =
        interval.isZero() ? Duration.ofHours(1) : interval.multipliedBy(3).plus(longest);
    this.round = new ResponseCollector(config.max_responses());
    this.hints = new InterfaceHints(context);
  }

  /**
   * Opens its port and begins to ask.
   *
   * @throws IOException if the port cannot be had
   */
  void start() throws IOException {
    DatagramPort port = context.open(PortSpec.ephemeral(), this::handle);
    context.scan(interval, () -> search(port, round.begin(), config.retries()));
  }

  private void search(DatagramPort port, int number, int retries) {
    if (config.broadcast_address().equals(EVERYBODY)) {
      port.limitedBroadcast(question, config.port());
    } else if (target.isPresent()) {
      port.send(question, new InetSocketAddress(target.get(), config.port()));
    } else {
      port.broadcast(question, config.port());
    }
    context.schedule(timeout, () -> waited(port, number, retries));
  }

  private void waited(DatagramPort port, int number, int retries) {
    if (!round.isSilent(number)) {
      return;
    }
    if (retries > 0) {
      search(port, number, retries - 1);
    } else {
      hints.show(
          context.links().stream().flatMap(link -> SegmentedSubnet.of(link).stream()).toList());
    }
  }

  /** Behind a router only those can have been asked that an address was set for. */
  private void handle(Datagram datagram) {
    if (!datagram.onLink() && target.isEmpty()) {
      context.count("off_link", 1);
      return;
    }
    Optional<ServerReply> answer =
        ServerReply.parse(datagram.payload(), config.prefix(), config.default_port());
    if (answer.isEmpty()) {
      context.count("malformed", 1);
      return;
    }
    Sighting sighting =
        SightingMapper.of(answer.get(), datagram.endpoint(), lifetime, context.links());
    if (round.admits(sighting.key())) {
      hints.show(List.of());
      context.report(sighting);
    } else {
      context.count("over_limit", 1);
    }
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
