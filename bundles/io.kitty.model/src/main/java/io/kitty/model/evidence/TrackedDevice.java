// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device as merged, and the evidence that it was merged from: its times are brought up to date
 * when it is read, as most of the many sightings change nothing else, and few devices are read in
 * between. Any thread may read it.
 */
public final class TrackedDevice {

  /** In the order of the device's evidence. */
  private final TrackedEvidence[] evidence;

  private volatile Device device;

  /** When the device last changed in more than times and readings; set before it is published. */
  public @Nullable Instant changed;

  /**
   * @param evidence what the device was merged from, in any order
   */
  public TrackedDevice(Device device, Collection<TrackedEvidence> evidence) {
    this.device = device;
    this.evidence = ordered(device.evidence(), evidence);
  }

  private static TrackedEvidence[] ordered(
      List<Evidence> order, Collection<TrackedEvidence> evidence) {
    TrackedEvidence[] ordered = evidence.toArray(TrackedEvidence[]::new);
    if (ordered.length > 1) {
      Map<Evidence, TrackedEvidence> places = new IdentityHashMap<>(2 * ordered.length);
      evidence.forEach(entry -> places.put(entry.evidence(), entry));
      Arrays.setAll(ordered, place -> places.get(order.get(place)));
    }
    return ordered;
  }

  /** Returns the device with its latest times: the same object until it is seen again. */
  public Device device() {
    Device known = device;
    for (int i = 0; i < evidence.length; i++) {
      Evidence before = known.evidence().get(i);
      if (evidence[i].upToDate(before) != before) {
        return upToDate(known);
      }
    }
    return known;
  }

  private Device upToDate(Device known) {
    List<Evidence> latest = new ArrayList<>(evidence.length);
    for (int i = 0; i < evidence.length; i++) {
      latest.add(evidence[i].upToDate(known.evidence().get(i)));
    }
    device = renewed(known, latest);
    return device;
  }

  /** Replaces the evidence by its present states. For the pipeline's thread. */
  public void renew() {
    List<Evidence> latest = new ArrayList<>(evidence.length);
    for (TrackedEvidence each : evidence) {
      latest.add(each.evidence());
    }
    device = renewed(device, latest);
  }

  private static Device renewed(Device device, List<Evidence> latest) {
    Instant last = latest.get(0).lastSeen();
    for (Evidence each : latest) {
      last = each.lastSeen().isAfter(last) ? each.lastSeen() : last;
    }
    return device.withEvidence(List.copyOf(latest), last);
  }
}
