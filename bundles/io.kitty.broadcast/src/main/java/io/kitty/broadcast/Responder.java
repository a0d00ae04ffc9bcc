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
 * Answers those who look for servers. Nobody is answered but who asks the very question from a
 * network that this hub is in; this hub's own question is never answered, so that it does not find
 * itself.
 */
final class Responder {

  /** Answers to one asker in a second: more than the retries of a client that means it. */
  static final int MAX_PER_ASKER = 5;

  private static final int MAX = 100;

  private final DiscoveryContext context;
  private final BroadcastConfig config;
  private final byte[] question;
  private final ReplyRateLimiter limit;
  private volatile @Nullable DatagramPort port;

  /**
   * @param nanos the monotonic time
   */
  Responder(DiscoveryContext context, BroadcastConfig config, LongSupplier nanos) {
    this.context = context;
    this.config = config;
    this.question = config.message().getBytes(StandardCharsets.UTF_8);
    this.limit = new ReplyRateLimiter(MAX_PER_ASKER, MAX, nanos);
  }

  /**
   * Begins to listen.
   *
   * @throws IOException if the port cannot be had
   */
  void start() throws IOException {
    port = context.open(PortSpec.listening(config.port()), this::handle);
  }

  /** Who asks before the port is known here asks again. */
  private void handle(Datagram datagram) {
    DatagramPort open = port;
    if (open == null || !Arrays.equals(datagram.payload(), question) || isOwn(datagram)) {
      return;
    }
    Optional<String> address = address(datagram);
    if (address.isPresent() && limit.admits(datagram.address())) {
      context.count("answered", 1);
      open.send(answer(address.get()), datagram.source());
    } else {
      context.count("not_answered", 1);
    }
  }

  private boolean isOwn(Datagram datagram) {
    return context.links().stream().anyMatch(link -> link.owns(datagram.address()));
  }

  /** What the asker is told; empty where it is in no network of the interface it was heard by. */
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

  private byte[] answer(String address) {
    String port = config.respond_port() == 0 ? "" : ":" + config.respond_port();
    return (config.prefix() + address + port).getBytes(StandardCharsets.UTF_8);
  }
}
