// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.sharing;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.redis.script.RedisKeys;
import io.kitty.redis.script.Script.Task;
import io.kitty.redis.script.ScriptBatch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of sharing.
 *
 * @param keys the names of the keys
 * @param hub the unique name of this hub
 * @param site the site of this hub: hubs of one site see the same device behind an address
 * @param ttl the lease of what a hub wrote, in milliseconds
 * @param length the approximate length of the event stream
 */
public record SharingSettings(RedisKeys keys, String hub, String site, long ttl, int length) {

  /** How much earlier a lease ends than its hash expires: time to publish the departure. */
  private static final long MAX_MARGIN = 5000;

  /**
   * Returns the id under which a device is shared. Without an identifier the id is an address,
   * which is unique within the site only.
   *
   * @param own the device without what came from other hubs
   */
  String sharedId(Device own) {
    return own.identifiers().isEmpty() ? siteId(own.id()) : own.id().value();
  }

  /** Returns the shared id of a device without an identifier. */
  public String siteId(DeviceId id) {
    return site.isEmpty() ? id.value() : DeviceId.of(id.value(), "@" + site).value();
  }

  /** Returns what was written of the device with this id, under either form of its shared id. */
  public @Nullable WrittenState find(Map<String, WrittenState> written, DeviceId id) {
    WrittenState state = written.get(id.value());
    return state == null && !site.isEmpty() ? written.get(siteId(id)) : state;
  }

  /**
   * Starts a batch.
   *
   * @param life the life of the database that it applies to
   */
  public ScriptBatch batch(Task task, String life) {
    return new ScriptBatch(task, keys, hub, ttl, length, life);
  }

  /** Returns the last of some batches, or a new one if that is full. */
  public ScriptBatch batch(List<ScriptBatch> batches, Task task, String life) {
    ScriptBatch last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
    if (last == null || last.full()) {
      last = batch(task, life);
      batches.add(last);
    }
    return last;
  }

  /** Returns how long a lease holds, in milliseconds. */
  long holds() {
    return ttl - Math.min(MAX_MARGIN, ttl / 10);
  }
}
