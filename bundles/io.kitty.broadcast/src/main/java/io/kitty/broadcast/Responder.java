// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.ReplyRateLimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers clients that search for servers. Only the exact request from an on-link client is
 * answered; this hub's own request is never answered, so that it does not find itself.
 */
final class Responder {

  /** Replies to one client per second: more than the retries of a real client. */
  static final int MAX_PER_CLIENT = 5;

  private static final int MAX_TOTAL = 100;

  private final DiscoveryContext context;
  private final BroadcastProvider.Config config;
  private final byte[] request;
  private final ReplyRateLimiter limiter;
  private volatile @Nullable DatagramPort port;

  /**
   * @param nanos the monotonic time
   */
  Responder(DiscoveryContext context, BroadcastProvider.Config config, LongSupplier nanos) {
    this.context = context;
    this.config = config;
    this.request = config.message().getBytes(StandardCharsets.UTF_8);
    this.limiter = new ReplyRateLimiter(MAX_PER_CLIENT, MAX_TOTAL, nanos);
  }

  /**
   * Starts listening.
   *
   * @throws IOException if the port cannot be opened
   */
  void start() throws IOException {
    port = context.open(PortSpec.listening(config.port()), this::handle);
  }

  /** A client that sends before the port is set will repeat its request. */
  private void handle(Datagram datagram) {
    DatagramPort open = port;
    if (open == null || !Arrays.equals(datagram.payload(), request) || isOwn(datagram)) {
      return;
    }
    Optional<String> address = address(datagram);
    if (address.isPresent() && limiter.admits(datagram.address())) {
      context.count("answered", 1);
      open.send(reply(address.get()), datagram.source());
    } else {
      context.count("not_answered", 1);
    }
  }

  private boolean isOwn(Datagram datagram) {
    return context.links().stream().anyMatch(link -> link.owns(datagram.address()));
  }

  /**
   * Returns the address to reply with; empty if the client is in no network of the receiving
   * interface.
   */
  private Optional<String> address(Datagram datagram) {
    return context.links().stream()
        .filter(link -> datagram.onLink() && link.name().equals(datagram.interfaceName()))
        .flatMap(link -> link.subnetOf(datagram.address()).stream())
        .map(
            subnet ->
                config.respond_address().isEmpty()
                    ? subnet.address().getHostAddress()
                    : config.respond_address())
        .findFirst();
  }

  private byte[] reply(String address) {
    String port = config.respond_port() == 0 ? "" : ":" + config.respond_port();
    return (config.prefix() + address + port).getBytes(StandardCharsets.UTF_8);
  }
}
