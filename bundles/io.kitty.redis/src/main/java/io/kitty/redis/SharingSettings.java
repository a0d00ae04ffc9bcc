// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.redis.Script.Task;
import java.util.List;

/**
 * How devices are shared.
 *
 * @param keys the names of what is kept
 * @param hub this hub's name, which no other one has
 * @param site where this hub is: hubs of one site see the same machine behind an address
 * @param ttl how long what a hub wrote holds unless it is renewed, in milliseconds
 * @param length of how many events the stream is, about
 */
record SharingSettings(RedisKeys keys, String hub, String site, long ttl, int length) {

  /** What a hub wrote holds shorter by this: there has to be time to tell that it ended. */
  private static final long MAX_MARGIN = 5000;

  /**
   * The id under which a device is shared: one that shows no identifier is its address, which means
   * something within the site only.
   *
   * @param own the device without what came from other hubs
   */
  String sharedId(Device own) {
    return own.identifiers().isEmpty() ? siteId(own.id()) : own.id().value();
  }

  /** The id under which a device is shared that shows no identifier. */
  String siteId(DeviceId id) {
    return site.isEmpty() ? id.value() : DeviceId.of(id.value(), "@" + site).value();
  }

  /**
   * Begins a batch.
   *
   * @param life the life of the database that it is for
   */
  ScriptBatch batch(Task task, String life) {
    return new ScriptBatch(task, keys, hub, ttl, length, life);
  }

  /** The last of some batches, or a new one after it where that is full. */
  ScriptBatch batch(List<ScriptBatch> batches, Task task, String life) {
    ScriptBatch last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
    if (last == null || last.full()) {
      last = batch(task, life);
      batches.add(last);
    }
    return last;
  }

  /** How long what a hub wrote holds, in milliseconds. */
  long holds() {
    return ttl - Math.min(MAX_MARGIN, ttl / 10);
  }
}
