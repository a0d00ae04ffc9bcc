// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.pipeline;

import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.model.WorkingSet;
import io.kitty.model.evidence.Timestamp;
import io.kitty.net.link.NeighbourTable;
import java.net.Inet4Address;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Looks up the MAC addresses of new sightings once more, a little later. When a datagram arrives,
 * the kernel may not have its sender's entry yet, or still the last holder of the address: it sends
 * a request only when it has something to send, and after a delay of up to five seconds
 * (delay_first_probe_time). For the pipeline's thread.
 */
final class NeighbourRecheck {

  private static final int MAX_PENDING = 4096;
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(3);
  private static final long MIN_AGE = TimeUnit.SECONDS.toNanos(1);
  private static final long MAX_AGE = TimeUnit.SECONDS.toNanos(10);

  private final NeighbourTable neighbours;
  private final WorkingSet devices;
  private final Map<Endpoint, Timestamp> pending = new LinkedHashMap<>();
  private long next;

  NeighbourRecheck(NeighbourTable neighbours, WorkingSet devices) {
    this.neighbours = neighbours;
    this.devices = devices;
  }

  /** Schedules a new sighting. Sightings beyond the limit are not looked up again. */
  void add(Sighting sighting, Timestamp now) {
    Endpoint endpoint = sighting.endpoint();
    if (sighting.via() == null
        && endpoint.address() instanceof Inet4Address
        && !endpoint.interfaceName().isEmpty()
        && pending.size() < MAX_PENDING
        && pending.putIfAbsent(endpoint, now) == null
        && pending.size() == 1) {
      next = now.nanos() + INTERVAL;
    }
  }

  /** Returns the time until {@link #run} is due, in ns; {@link Long#MAX_VALUE} for never. */
  long untilDue(long nanos) {
    return pending.isEmpty() ? Long.MAX_VALUE : Math.max(0, next - nanos);
  }

  /** Looks up the pending endpoints. */
  void run(Timestamp now) {
    next = now.nanos() + INTERVAL;
    if (!neighbours.refresh()) {
      return;
    }
    for (Iterator<Map.Entry<Endpoint, Timestamp>> each = pending.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<Endpoint, Timestamp> one = each.next();
      Timestamp sighted = one.getValue();
      long age = now.nanos() - sighted.nanos();
      if (age < MIN_AGE) {
        continue;
      }
      Mac mac = neighbours.macOf(one.getKey());
      if (mac != null) {
        devices.observed(one.getKey(), mac, sighted.wall(), now);
      }
      if (age >= MAX_AGE) {
        each.remove();
      }
    }
  }
}
