// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Sighting;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.Protocol;
import io.kitty.hub.DeviceCodec;
import io.kitty.redis.HubFieldReader.Kept;
import io.kitty.redis.HubFieldReader.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what other hubs see. It holds for as long as they stand by it: a hub that dies takes it
 * along when its word has lapsed, and while the server is away nothing changes.
 */
@Protocol(id = RedisPeers.ID, namespace = "device", authority = Authority.REACHABILITY)
final class RedisPeers implements DiscoveryProvider {

  static final String ID = "redis";

  private static final Logger LOG = LoggerFactory.getLogger(RedisPeers.class);
  private static final int MAX_KEY = 256;

  /** So much is passed on at a time that the hub keeps up with it. */
  private static final int PAGES = 8;

  /** What one protocol of another hub sees at one address. */
  private record Thing(String key, InetAddress address) {}

  private final RedisConnection connection;
  private final SharingSettings settings;
  private final DeviceCodec codec;
  private final HubFieldReader fields;

  /** What is passed on, by the id under which it was found. */
  private final Map<String, Set<Thing>> things = new HashMap<>();

  /** Where each thing was found last: it moves when its device gets a better id. */
  private final Map<Thing, String> places = new HashMap<>();

  private volatile @Nullable DiscoveryContext context;
  private double place;

  RedisPeers(RedisConnection connection, SharingSettings settings, DeviceCodec codec) {
    this.connection = connection;
    this.settings = settings;
    this.codec = codec;
    this.fields = new HubFieldReader(connection, settings.keys());
  }

  @Override
  public void start(DiscoveryContext lent) throws IOException {
    if (!connection.up()) {
      throw new IOException(connection.reason());
    }
    context = lent;
    lent.own(
        () -> {
          if (context == lent) {
            context = null;
          }
        });
  }

  /** Reads everything again at the next {@link #poll}. */
  void reconcile() {
    place = 0;
  }

  /** Passes on what other hubs wrote since the last call; true if there is more. */
  boolean poll() throws IOException {
    DiscoveryContext hub = context;
    if (hub == null) {
      return false;
    }
    connection.counters().drainTo(hub);
    for (int i = 0; i < PAGES; i++) {
      Page page = fields.after(place);
      if (page.isEmpty()) {
        return false;
      }
      long now = connection.clock().now();
      Map<String, Set<Thing>> before = new HashMap<>();
      for (Kept kept : page.devices()) {
        Set<Thing> last = things.getOrDefault(kept.id(), Set.of());
        things.put(kept.id(), relay(hub, kept, now, last));
        before.put(kept.id(), last);
      }
      before.forEach((id, last) -> withdraw(hub, id, last));
      place = page.end();
    }
    return true;
  }

  private Set<Thing> relay(DiscoveryContext hub, Kept kept, long now, Set<Thing> last) {
    Set<Thing> seen = new HashSet<>();
    kept.hubs()
        .forEach(
            (peer, field) -> {
              if (!peer.equals(settings.hub())) {
                try {
                  seen.addAll(
                      HubFieldReader.evidence(field).length > 0
                          ? relay(hub, peer, field, now)
                          : of(peer, last));
                } catch (IOException | RuntimeException e) {
                  LOG.debug("{} cannot be read as {} wrote it", kept.id(), peer, e);
                  hub.count("unreadable", 1);
                }
              }
            });
    seen.forEach(thing -> places.put(thing, kept.id()));
    return seen;
  }

  /** What a hub has merely put back stays as it is until it is written anew. */
  private static Set<Thing> of(String peer, Set<Thing> last) {
    return last.stream()
        .filter(thing -> thing.key().startsWith(peer + " "))
        .collect(Collectors.toSet());
  }

  /**
   * Says that it works, but not for all devices.
   *
   * @param reason what is wrong, and how to mend it, in one sentence; {@code ""}: nothing
   */
  void degraded(String reason) {
    DiscoveryContext hub = context;
    if (hub != null) {
      hub.degraded(reason.isEmpty() ? null : reason);
    }
  }

  private Set<Thing> relay(DiscoveryContext hub, String peer, byte[] field, long now)
      throws IOException {
    long left = HubFieldReader.deadline(field) - now;
    if (left <= 0) {
      return Set.of();
    }
    Device device = codec.decode(HubFieldReader.evidence(field));
    String site = HubFieldReader.site(field);
    String where = site.equals(settings.site()) ? "" : "site:" + site;
    Set<Thing> seen = new HashSet<>();
    for (Evidence each : device.evidence()) {
      if (each.live()) {
        InetAddress address = each.sighting().endpoint().address();
        Sighting sighting =
            sighting(key(peer, each), new Endpoint(address, where), each, Duration.ofMillis(left));
        hub.relay(each.source(), sighting);
        seen.add(new Thing(sighting.key(), address));
      }
    }
    return seen;
  }

  private static Sighting sighting(
      String key, Endpoint endpoint, Evidence evidence, Duration lifetime) {
    Sighting seen = evidence.sighting();
    Sighting.Builder sighting = Sighting.of(key, endpoint, lifetime);
    seen.identifiers().forEach(each -> sighting.identifier(java.util.Optional.of(each)));
    sighting.identifier(evidence.neighbour().map(mac -> mac));
    seen.facts().forEach(sighting::fact);
    seen.attributes().forEach(sighting::attribute);
    seen.readings().forEach(sighting::reading);
    seen.services().forEach(sighting::service);
    return sighting.build();
  }

  private static String key(String peer, Evidence evidence) {
    String key = peer + " " + evidence.source().id() + " " + evidence.sighting().key();
    return key.length() <= MAX_KEY
        ? key
        : key.substring(0, MAX_KEY - 9) + " " + Integer.toHexString(key.hashCode());
  }

  /** What is gone, and was not found elsewhere since. */
  private void withdraw(DiscoveryContext hub, String id, Set<Thing> last) {
    Set<Thing> now = things.getOrDefault(id, Set.of());
    for (Thing thing : last) {
      if (!now.contains(thing) && places.remove(thing, id)) {
        hub.goodbye(thing.key(), thing.address());
      }
    }
    if (now.isEmpty()) {
      things.remove(id);
    }
  }
}
