// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.engine;

import io.kitty.commons.LruMap;
import io.kitty.identifier.DeviceId;
import io.kitty.notify.event.HubClock;
import io.kitty.notify.message.Digest;
import io.kitty.notify.message.Subject;
import io.kitty.notify.message.Trigger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule has told, and what it is about to tell. It outlives changes of the configuration and,
 * by {@link StateJson}, a restart. Not thread-safe.
 */
final class RuleState {

  static final int MAX_DEVICES = 5000;

  /**
   * Something that has not lasted long enough yet.
   *
   * @param since in milliseconds since the start of the hub
   */
  record Pending(Subject subject, long since) {}

  /** Since when each device is away of which that was told. */
  final Map<String, Instant> told = new LruMap<>(MAX_DEVICES);

  final Map<String, Pending> pending = new LinkedHashMap<>();

  /** What becomes the next message. */
  final Digest collected = new Digest();

  /** What is told after the quiet hours. */
  final Digest held = new Digest();

  /** The devices of the outage whose loss is about to be told by one message. */
  final Set<DeviceId> losing = new LinkedHashSet<>();

  /** The devices whose loss was told, or is not told any more, with that of the outage. */
  final Set<DeviceId> lost = new LinkedHashSet<>();

  /** Whether the outage was told; null if that is not decided yet. */
  @Nullable Boolean outageTold;

  boolean hubDegraded;
  boolean hubTold;

  /** When the window began, in milliseconds since the start of the hub. */
  long windowStart;

  long messages;
  @Nullable Instant lastMessage;

  static String key(Trigger trigger, String device) {
    return trigger.word() + " " + device;
  }

  /** Begins to collect, unless that has begun. */
  void openWindow(HubClock clock) {
    if (collected.isEmpty() && losing.isEmpty()) {
      windowStart = clock.millis();
    }
  }

  /** Returns whether anything is known of a device. */
  boolean tracks(DeviceId id) {
    String device = id.value();
    for (Trigger trigger : Trigger.values()) {
      if (pending.containsKey(key(trigger, device))) {
        return true;
      }
    }
    return told.containsKey(device)
        || collected.tellsOf(device)
        || held.tellsOf(device)
        || losing.contains(id)
        || lost.contains(id);
  }

  /** Follows a device that has another id now. */
  void rename(DeviceId from, DeviceId to) {
    Instant since = told.remove(from.value());
    if (since != null) {
      told.put(to.value(), since);
    }
    for (Trigger trigger : Trigger.values()) {
      Pending moved = pending.remove(key(trigger, from.value()));
      if (moved != null) {
        pending.put(
            key(trigger, to.value()), new Pending(moved.subject().of(to.value()), moved.since()));
      }
    }
    collected.rename(from.value(), to.value());
    held.rename(from.value(), to.value());
    if (losing.remove(from)) {
      losing.add(to);
    }
    if (lost.remove(from)) {
      lost.add(to);
    }
  }

  /** Returns the number of devices and events that are held back. */
  int held() {
    return pending.size() + collected.items().size() + held.items().size() + losing.size();
  }
}
