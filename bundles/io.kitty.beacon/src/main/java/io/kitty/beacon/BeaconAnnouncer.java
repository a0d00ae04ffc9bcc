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
 * Announces this host: UP when it starts and when an interface appears, ALIVE to new hosts, DOWN
 * when it is closed, which the context does while the port can still send.
 */
final class BeaconAnnouncer implements AutoCloseable {

  private final DiscoveryContext context;
  private final Beacon self;
  private final InetAddress group;
  private final int port;
  private final AliveResponder responder;
  private volatile @Nullable DatagramPort sendPort;
  private volatile Set<NetworkLink> knownLinks = Set.of();

  /**
   * @param self the beacon to announce
   * @param nanos the monotonic time
   */
  BeaconAnnouncer(
      DiscoveryContext context, Beacon self, InetAddress group, int port, LongSupplier nanos) {
    this.context = context;
    this.self = self;
    this.group = group;
    this.port = port;
    this.responder = new AliveResponder(context::schedule, nanos, () -> send(Status.ALIVE));
  }

  /**
   * Starts announcing.
   *
   * @param through the port to send from
   * @param interval the time between repetitions; zero: none
   */
  void start(DatagramPort through, Duration interval) {
    sendPort = through;
    context.onLinks(this::onLinks);
    if (!interval.isZero()) {
      context.schedule(interval, () -> announcePeriodically(interval));
    }
  }

  private synchronized void onLinks(List<NetworkLink> links) {
    Set<NetworkLink> now = Set.copyOf(links);
    if (!knownLinks.containsAll(now)) {
      send(Status.UP);
    }
    knownLinks = now;
  }

  private void announcePeriodically(Duration interval) {
    send(Status.ALIVE);
    context.schedule(interval, () -> announcePeriodically(interval));
  }

  /** Returns whether this is its own beacon, as a group loops packets back. */
  boolean isOwn(Beacon beacon, Datagram datagram) {
    return beacon.port() == self.port()
        && beacon.host().equals(self.host())
        && context.links().stream().anyMatch(link -> link.owns(datagram.address()));
  }

  /** Handles the beacon of another host. */
  void handle(InetAddress address, Status status) {
    responder.handle(address, status);
  }

  private void send(Status status) {
    DatagramPort open = sendPort;
    if (open != null) {
      open.multicast(self.with(status).packet(), group, port);
    }
  }

  @Override
  public void close() {
    send(Status.DOWN);
  }
}
