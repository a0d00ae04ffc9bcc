// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.topic;

import io.kitty.identifier.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The devices that have changed and are to be published: changes at once, readings in their
 * interval, and everything once a minute, as no event tells that a record has expired. Changes are
 * reported by any thread; all other methods are called by one.
 */
public final class ChangeQueue {

  private static final long ALL = Duration.ofSeconds(60).toNanos();
  private static final long HUB = Duration.ofSeconds(5).toNanos();

  private final BrokerTopics topics;
  private final long readingsInterval;
  private final Set<DeviceId> changed = ConcurrentHashMap.newKeySet();
  private final Set<DeviceId> readings = ConcurrentHashMap.newKeySet();
  private long allAt;
  private long hubAt;
  private long readingsAt;

  /**
   * @param readingsInterval the time between two messages that differ in readings only
   */
  public ChangeQueue(BrokerTopics topics, Duration readingsInterval) {
    this.topics = topics;
    this.readingsInterval = readingsInterval.toNanos();
  }

  /** Publishes what has changed of a device soon. */
  public void onChange(DeviceId id) {
    changed.add(id);
  }

  /** Publishes the readings of a device when they are due. */
  public void onReading(DeviceId id) {
    readings.add(id);
  }

  /** Drops what was reported: while there is no connection, nobody needs it. */
  public void clear() {
    changed.clear();
    readings.clear();
  }

  /** Updates the topics of everything. */
  public void refreshAll() {
    allAt = System.nanoTime();
    hubAt = allAt;
    readingsAt = allAt;
    topics.refreshAll();
  }

  /** Updates the topics of what is due. */
  public void refresh(long now) {
    if (now - allAt >= ALL) {
      refreshAll();
    }
    if (now - hubAt >= HUB) {
      hubAt = now;
      topics.refreshHub();
    }
    if (now - readingsAt >= readingsInterval) {
      readingsAt = now;
      changed.addAll(take(readings));
    }
    topics.refresh(take(changed));
  }

  private static List<DeviceId> take(Set<DeviceId> ids) {
    List<DeviceId> taken = new ArrayList<>(ids);
    taken.forEach(ids::remove);
    return taken;
  }
}
