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
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.sharing.HubFieldReader;
import io.kitty.redis.sharing.HubFieldReader.Kept;
import io.kitty.redis.sharing.HubFieldReader.Page;
import io.kitty.redis.sharing.SharingSettings;
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
 * Relays what other hubs see. Relayed sightings expire with the lease of the hub that wrote them;
 * while the server is unreachable nothing changes.
 */
@Protocol(id = RedisPeers.ID, namespace = "device", authority = Authority.REACHABILITY)
final class RedisPeers implements DiscoveryProvider {

  static final String ID = "redis";

  private static final Logger LOG = LoggerFactory.getLogger(RedisPeers.class);
  private static final int MAX_KEY = 256;

  /** How many pages are relayed at once, so that the hub keeps up. */
  private static final int PAGES = 8;

  /** A sighting of another hub: its key and address. */
  private record RelayedSighting(String key, InetAddress address) {}

  private final RedisConnection connection;
  private final SharingSettings settings;
  private final DeviceCodec codec;
  private final HubFieldReader fields;

  /** The relayed sightings, by the shared id of their device. */
  private final Map<String, Set<RelayedSighting>> relayed = new HashMap<>();

  /** The shared id of each relayed sighting; it changes when its device gets a better id. */
  private final Map<RelayedSighting, String> sharedIds = new HashMap<>();

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

  /** Makes the next {@link #poll} read everything again. */
  void reconcile() {
    place = 0;
  }

  /** Relays what other hubs wrote since the last call; returns whether there is more. */
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
      Map<String, Set<RelayedSighting>> before = new HashMap<>();
      for (Kept kept : page.devices()) {
        Set<RelayedSighting> last = relayed.getOrDefault(kept.id(), Set.of());
        relayed.put(kept.id(), relay(hub, kept, now, last));
        before.put(kept.id(), last);
      }
      before.forEach((id, last) -> withdraw(hub, id, last));
      place = page.end();
    }
    return true;
  }

  private Set<RelayedSighting> relay(
      DiscoveryContext hub, Kept kept, long now, Set<RelayedSighting> last) {
    Set<RelayedSighting> seen = new HashSet<>();
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
    seen.forEach(sighting -> sharedIds.put(sighting, kept.id()));
    return seen;
  }

  /** Returns the last sightings of a hub that only restored a field: they stay until it writes. */
  private static Set<RelayedSighting> of(String peer, Set<RelayedSighting> last) {
    return last.stream()
        .filter(sighting -> sighting.key().startsWith(peer + " "))
        .collect(Collectors.toSet());
  }

  /**
   * Reports that some devices are not shared.
   *
   * @param reason the reason and how to fix it, in one sentence; {@code ""} for none
   */
  void degraded(String reason) {
    DiscoveryContext hub = context;
    if (hub != null) {
      hub.degraded(reason.isEmpty() ? null : reason);
    }
  }

  private Set<RelayedSighting> relay(DiscoveryContext hub, String peer, byte[] field, long now)
      throws IOException {
    long left = HubFieldReader.deadline(field) - now;
    if (left <= 0) {
      return Set.of();
    }
    Device device = codec.decode(HubFieldReader.evidence(field));
    String site = HubFieldReader.site(field);
    String where = site.equals(settings.site()) ? "" : "site:" + site;
    Set<RelayedSighting> seen = new HashSet<>();
    for (Evidence each : device.evidence()) {
      if (each.live()) {
        InetAddress address = each.sighting().endpoint().address();
        Sighting sighting =
            sighting(key(peer, each), new Endpoint(address, where), each, Duration.ofMillis(left));
        hub.relay(each.source(), sighting);
        seen.add(new RelayedSighting(sighting.key(), address));
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

  /** Ends relayed sightings that are gone and not found under another id. */
  private void withdraw(DiscoveryContext hub, String id, Set<RelayedSighting> last) {
    Set<RelayedSighting> now = relayed.getOrDefault(id, Set.of());
    for (RelayedSighting sighting : last) {
      if (!now.contains(sighting) && sharedIds.remove(sighting, id)) {
        hub.goodbye(sighting.key(), sighting.address());
      }
    }
    if (now.isEmpty()) {
      relayed.remove(id);
    }
  }
}
