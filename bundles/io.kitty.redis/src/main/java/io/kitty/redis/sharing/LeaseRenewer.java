// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.sharing;

import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.script.Script.Task;
import io.kitty.redis.script.ScriptBatch;
import io.kitty.redis.script.ServerClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Renews the leases of the devices that this hub sees, three times as often as they expire. */
public final class LeaseRenewer {

  private final RedisConnection connection;
  private final SharingSettings settings;
  private final Map<String, WrittenState> written;
  private final HashRepair repair;

  /**
   * @param written what was written, by the id under which it is shared
   * @param repair restores what turns out to be missing
   */
  public LeaseRenewer(
      RedisConnection connection,
      SharingSettings settings,
      Map<String, WrittenState> written,
      HashRepair repair) {
    this.connection = connection;
    this.settings = settings;
    this.written = written;
    this.repair = repair;
  }

  /** Renews the leases that are due. */
  public void renew() throws IOException {
    long now = System.nanoTime();
    long due = now - Duration.ofMillis(settings.ttl() / 3).toNanos();
    ServerClock clock = connection.clock();
    List<ScriptBatch> batches = new ArrayList<>();
    List<WrittenState> renewed = new ArrayList<>();
    written.forEach(
        (id, each) -> {
          if (each.present() && each.renewed - due < 0 && each.stands(connection.number())) {
            settings
                .batch(batches, Task.RENEW, connection.life())
                .device(id)
                .add(clock.at(each.lastSeen()));
            renewed.add(each);
          }
        });
    repair.take(connection.run(batches.iterator()));
    renewed.forEach(each -> each.renewed = now);
    connection.counters().add("renewed", renewed.size());
  }
}
