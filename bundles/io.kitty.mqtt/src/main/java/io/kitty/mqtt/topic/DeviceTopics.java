// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.topic;

import io.kitty.commons.LruMap;
import io.kitty.device.Device;
import io.kitty.hub.Hub;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.DeviceQuery;
import io.kitty.mqtt.claim.Claims;
import io.kitty.mqtt.event.Speaker;
import io.kitty.mqtt.message.DeviceMessages;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps the topics of the devices in step with the hub. Not thread-safe. */
final class DeviceTopics {

  private static final int MAX_LEAVING = 10_000;

  private final Hub hub;
  private final DeviceQuery filter;
  private final DeviceSlugs slugs;
  private final Claims claims;
  private final DeviceMessages messages;
  private final SpokenTopics spoken;

  /** The messages of each device of this hub, whether or not it speaks for it, by slug. */
  private final Map<String, Map<String, String>> known = new HashMap<>();

  /** The devices for which this hub has begun to speak, even if it was for a moment only. */
  private final Set<String> turns = new HashSet<>();

  /** The devices that are not published any more since the last call of {@link #takeRemoved}. */
  private final Set<String> removed = new HashSet<>();

  /** The messages of devices that have left, until the broker says whether another hub goes on. */
  private final Map<String, Map<String, String>> leaving = new LruMap<>(MAX_LEAVING);

  DeviceTopics(
      Hub hub,
      DeviceQuery filter,
      DeviceSlugs slugs,
      Claims claims,
      DeviceMessages messages,
      SpokenTopics spoken) {
    this.hub = hub;
    this.filter = filter;
    this.slugs = slugs;
    this.claims = claims;
    this.messages = messages;
    this.spoken = spoken;
  }

  /** Forgets what was published, as another connection begins. */
  void clear() {
    known.clear();
    leaving.clear();
    removed.clear();
    turns.clear();
  }

  /** Returns the number of devices for which this hub speaks. */
  long size() {
    return known.keySet().stream().filter(claims::speaks).count();
  }

  /** Returns which hub speaks for a device, as far as it is known to this one. */
  Speaker speaker(DeviceId id) {
    return slug(id).map(this::speaker).orElse(Speaker.UNDECIDED);
  }

  /** Returns the slug of a device, which may have another id now, or be known elsewhere only. */
  Optional<String> slug(DeviceId id) {
    return slugs
        .find(id)
        .or(
            () ->
                hub.device(id)
                    .flatMap(device -> slugs.find(device.id()).or(() -> claims.slug(device, ""))))
        .or(() -> claims.slug(id));
  }

  private Speaker speaker(String slug) {
    if (claims.speaks(slug) || turns.contains(slug)) {
      return Speaker.THIS;
    }
    return claims.others().speaks(slug)
            || claims.others().speakable(slug) && !claims.isPending(slug)
        ? Speaker.OTHER
        : Speaker.UNDECIDED;
  }

  /** Returns whether another hub that is online sees a device. */
  boolean isSeenElsewhere(DeviceId id) {
    return slug(id).filter(claims.others()::sees).isPresent();
  }

  /** What this hub had to say of devices for which it does not speak any more is published. */
  void endTurns() {
    turns.clear();
  }

  /** Returns the slugs of the devices that are not published any more, each once. */
  Set<String> takeRemoved() {
    if (removed.isEmpty()) {
      return Set.of();
    }
    Set<String> taken = Set.copyOf(removed);
    removed.clear();
    return taken;
  }

  /** Updates everything. */
  void refreshAll() {
    Collection<Device> devices = hub.devices();
    devices.forEach(this::refresh);
    Set<DeviceId> ids = new LinkedHashSet<>(slugs.ids());
    devices.forEach(device -> ids.remove(device.id()));
    ids.forEach(this::forget);
    slugs.save();
  }

  /** Updates some devices, which may have another id now, or be unknown. */
  void refresh(Collection<DeviceId> ids) {
    for (DeviceId id : ids) {
      Optional<Device> device = hub.device(id);
      device.ifPresent(this::refresh);
      if (device.isEmpty() || !device.get().id().equals(id)) {
        forget(id); // unless its slug has moved to its new id
      }
    }
    slugs.save();
  }

  private void refresh(Device device) {
    if (!filter.test(device)) {
      slugs.find(device.id()).ifPresent(this::remove);
      return;
    }
    slugs.adopt(device).ifPresent(this::remove);
    PublishedDevice published = slugs.of(device);
    String slug = published.slug();
    leaving.remove(slug);
    Map<String, String> now = messages.of(slug, device, published.parts());
    Map<String, String> before = known.put(slug, now);
    claims.claim(slug, device);
    if (claims.speaks(slug)) {
      spoken.put(before == null ? Set.of() : before.keySet(), now);
    }
  }

  private void forget(DeviceId id) {
    slugs.drop(id).ifPresent(this::remove);
  }

  private void remove(String slug) {
    removed.add(slug);
    Map<String, String> last = known.remove(slug);
    if (last != null) {
      leaving.put(slug, last);
      claims.release(slug);
    }
  }

  /** This hub speaks for a device, or does so no more. */
  void onSpeaking(String slug, boolean speaking) {
    Map<String, String> now = known.getOrDefault(slug, leaving.getOrDefault(slug, Map.of()));
    if (speaking) {
      turns.add(slug);
      spoken.begin(slug, now);
    } else {
      spoken.end(now.keySet());
    }
  }

  /** No hub knows a device any more. */
  void onLast(String slug) {
    Map<String, String> last = leaving.remove(slug);
    if (last != null) {
      spoken.remove(last.keySet());
    }
  }

  /** Removes all devices but those for which another hub is going to speak. */
  void purge() {
    for (String slug : Set.copyOf(known.keySet())) {
      remove(slug);
      if (!claims.others().speakable(slug)) {
        onLast(slug);
      }
    }
  }
}
