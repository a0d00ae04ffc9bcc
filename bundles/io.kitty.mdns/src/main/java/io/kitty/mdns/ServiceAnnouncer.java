// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.mdns.dns.DnsMessage;
import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.ResourceRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Announces the hub's own page on every selected link on which it can be reached: one responder per
 * link and address family, and none while there is no such page.
 *
 * <p>JmDNS caches every record that it receives until its TTL ends, without a limit. The responders
 * are therefore closed during a flood, and replaced when the distinct responses that they may have
 * cached exceed a budget.
 */
final class ServiceAnnouncer implements AutoCloseable {

  /** How long nothing is announced after a flood, or from an address where it failed. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** Closing takes about two seconds. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(4);

  /** The bytes of distinct responses after which the responders are replaced. */
  private static final long MAX_CACHED = 4 << 20;

  private static final int SLOTS = 1 << 16;

  private record Place(String interfaceName, int index, InetAddress address) {}

  private final DiscoveryContext context;
  private final ServiceResponder.Factory factory;
  private final Supplier<@Nullable HubPage> page;
  private final BooleanSupplier flooded;
  private final LongSupplier nanos;
  private final boolean ipv6;

  private final Map<Place, ServiceResponder> responders = new HashMap<>();
  private final Map<Place, Long> failures = new HashMap<>();
  private final BitSet received = new BitSet(SLOTS);
  private long cached;
  private @Nullable HubPage announced;
  private @Nullable Long pausedAt;
  private boolean updating;
  private boolean closed;

  /**
   * @param page the page; null while there is none, or it is not to be announced
   * @param flooded whether the network sends a flood to port 5353
   * @param nanos the monotonic time
   */
  ServiceAnnouncer(
      DiscoveryContext context,
      ServiceResponder.Factory factory,
      Supplier<@Nullable HubPage> page,
      BooleanSupplier flooded,
      LongSupplier nanos,
      boolean ipv6) {
    this.context = context;
    this.factory = factory;
    this.page = page;
    this.flooded = flooded;
    this.nanos = nanos;
    this.ipv6 = ipv6;
  }

  /** Starts to update the responders if the page or the links have changed; called once a tick. */
  synchronized void follow() {
    long now = nanos.getAsLong();
    if (flooded.getAsBoolean()) {
      pausedAt = now;
    } else if (pausedAt != null && now - pausedAt > PAUSE.toNanos()) {
      pausedAt = null;
    }
    failures.values().removeIf(at -> now - at > PAUSE.toNanos());
    HubPage wanted = pausedAt == null ? page.get() : null;
    Set<Place> places = places(wanted);
    boolean current =
        places.equals(responders.keySet())
            && (places.isEmpty() || wanted != null && wanted.equals(announced))
            && cached <= MAX_CACHED
            && responders.values().stream().noneMatch(ServiceResponder::failed);
    if (!current && !updating && !closed) {
      updating = true;
      context.execute(() -> update(wanted, places));
    }
  }

  /** The places to announce from: one address per link and family at which the page is served. */
  private Set<Place> places(@Nullable HubPage wanted) {
    Set<Place> places = new HashSet<>();
    if (wanted != null) {
      for (NetworkLink link : context.links()) {
        best(link, wanted, true).ifPresent(places::add);
        if (ipv6) {
          best(link, wanted, false).ifPresent(places::add);
        }
      }
    }
    places.removeAll(failures.keySet());
    return places;
  }

  private static Optional<Place> best(NetworkLink link, HubPage wanted, boolean ipv4) {
    return link.subnets().stream()
        .filter(subnet -> subnet.ipv4() == ipv4)
        .map(Subnet::address)
        .filter(wanted::isServedAt)
        .min(Comparator.comparing(InetAddress::isLinkLocalAddress))
        .map(address -> new Place(link.name(), link.index(), address));
  }

  private void update(@Nullable HubPage wanted, Set<Place> places) {
    try {
      closeAll(takeUnwanted(wanted, places));
      for (Place place : missing(places)) {
        if (wanted != null && !context.closed()) {
          open(place, wanted);
        }
      }
    } finally {
      synchronized (this) {
        updating = false;
      }
    }
  }

  private synchronized List<ServiceResponder> takeUnwanted(
      @Nullable HubPage wanted, Set<Place> places) {
    boolean all = cached > MAX_CACHED || wanted == null || !wanted.equals(announced);
    List<ServiceResponder> unwanted = new ArrayList<>();
    responders
        .entrySet()
        .removeIf(
            entry ->
                (all || !places.contains(entry.getKey()) || entry.getValue().failed())
                    && unwanted.add(entry.getValue()));
    if (responders.isEmpty()) {
      received.clear();
      cached = 0;
    }
    announced = wanted;
    return unwanted;
  }

  private synchronized Set<Place> missing(Set<Place> places) {
    Set<Place> missing = new HashSet<>(places);
    missing.removeAll(responders.keySet());
    return missing;
  }

  private void open(Place place, HubPage wanted) {
    try {
      ServiceResponder responder = factory.open(place.address(), wanted);
      boolean late;
      synchronized (this) {
        late = closed;
        if (!late) {
          responders.put(place, responder);
        }
      }
      if (late) {
        responder.close();
      }
    } catch (IOException | RuntimeException e) {
      synchronized (this) {
        failures.put(place, nanos.getAsLong());
      }
      context.error(
          place.interfaceName(),
          "cannot announce this hub from "
              + place.address().getHostAddress()
              + ": "
              + e.getMessage());
    }
  }

  /** Notes a response that the responders receive, too. */
  synchronized void received(byte[] payload) {
    int slot = Math.floorMod(Arrays.hashCode(payload), SLOTS);
    if (!responders.isEmpty() && !received.get(slot)) {
      received.set(slot);
      cached += payload.length;
    }
  }

  /** Returns whether a message from an address of this hub was sent by one of its responders. */
  synchronized boolean isOwn(DnsMessage message) {
    return !responders.isEmpty()
        && message.records().stream()
            .flatMap(ServiceAnnouncer::names)
            .anyMatch(name -> responders.values().stream().anyMatch(each -> each.owns(name)));
  }

  private static Stream<DnsName> names(ResourceRecord each) {
    if (each instanceof ResourceRecord.Pointer pointer) {
      return Stream.of(pointer.name(), pointer.target());
    }
    return Stream.of(each.name());
  }

  /** Closes responders at the same time, as each one takes seconds. */
  private static void closeAll(Collection<ServiceResponder> unwanted) {
    List<Thread> threads = new ArrayList<>();
    for (ServiceResponder each : unwanted) {
      Thread thread = new Thread(each::close, "kitty-mdns-close");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    try {
      for (Thread each : threads) {
        each.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    List<ServiceResponder> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(responders.values());
      responders.clear();
    }
    closeAll(all);
  }
}
