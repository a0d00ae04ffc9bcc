// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import io.kitty.beacon.Beacon.Status;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Announces this host: UP when it starts and where an interface appears, ALIVE to new hosts, DOWN
 * when it is closed, which the context does while the port can still send.
 */
final class BeaconAnnouncer implements AutoCloseable {

  private final DiscoveryContext context;
  private final Beacon self;
  private final InetAddress group;
  private final int port;
  private final AliveResponder greetings;
  private volatile @Nullable DatagramPort way;
  private volatile Set<NetworkLink> told = Set.of();

  /**
   * @param self what is announced
   * @param nanos the monotonic time
   */
  BeaconAnnouncer(
      DiscoveryContext context, Beacon self, InetAddress group, int port, LongSupplier nanos) {
    this.context = context;
    this.self = self;
    this.group = group;
    this.port = port;
    this.greetings = new AliveResponder(context::schedule, nanos, () -> send(Status.ALIVE));
  }

  /**
   * Begins to announce.
   *
   * @param through the port to send from
   * @param interval after which it repeats itself; zero: it does not
   */
  void start(DatagramPort through, Duration interval) {
    way = through;
    context.onLinks(this::follow);
    if (!interval.isZero()) {
      context.schedule(interval, () -> repeat(interval));
    }
  }

  private synchronized void follow(List<NetworkLink> links) {
    Set<NetworkLink> now = Set.copyOf(links);
    if (!told.containsAll(now)) {
      send(Status.UP);
    }
    told = now;
  }

  private void repeat(Duration interval) {
    send(Status.ALIVE);
    context.schedule(interval, () -> repeat(interval));
  }

  /** Whether this is what it said itself: a group hears its own members. */
  boolean isOwn(Beacon beacon, Datagram datagram) {
    return beacon.port() == self.port()
        && beacon.host().equals(self.host())
        && context.links().stream().anyMatch(link -> link.owns(datagram.address()));
  }

  /** Another host was heard. */
  void heard(InetAddress address, Status status) {
    greetings.heard(address, status);
  }

  private void send(Status status) {
    DatagramPort open = way;
    if (open != null) {
      open.multicast(self.with(status).packet(), group, port);
    }
  }

  @Override
  public void close() {
    send(Status.DOWN);
  }
}
