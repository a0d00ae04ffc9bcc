// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.event;

import io.kitty.identifier.DeviceId;
import io.kitty.notify.message.Subject;
import io.kitty.notify.message.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * More than half of the present machines went away at once: it is the network, or the hub, and one
 * message tells it. Not thread-safe.
 */
public final class Outage {

  private static final int MAX_NAMED = 5;

  /**
   * A device that was lost.
   *
   * @param link the interface that it was seen on; {@code ""} if unknown
   */
  public record Lost(String name, String link) {}

  private final Instant since;
  private final int total;
  private final Map<DeviceId, Lost> lost = new LinkedHashMap<>();
  private final Set<DeviceId> back = new HashSet<>();
  private String link = "";

  /**
   * @param since when it began
   * @param total the number of machines that were present before
   */
  public Outage(Instant since, int total) {
    this.since = since;
    this.total = total;
  }

  /** Adds a device that was lost. */
  public void lose(DeviceId id, Lost device) {
    lost.put(id, device);
    back.remove(id);
  }

  /** Sets the interface on which nothing is left; {@code ""} if it is not one interface. */
  public void link(String name) {
    link = name;
  }

  /** Marks a device as back; returns false if it is not one of those that were lost. */
  public boolean bringBack(DeviceId id) {
    return lost.containsKey(id) && back.add(id);
  }

  void rename(DeviceId from, DeviceId to) {
    Lost device = lost.remove(from);
    if (device != null) {
      lost.put(to, device);
      if (back.remove(from)) {
        back.add(to);
      }
    }
  }

  /** Returns when it began. */
  public Instant since() {
    return since;
  }

  /** Returns the interface on which nothing is left; {@code ""} if it is not one interface. */
  public String link() {
    return link;
  }

  /** Returns the number of machines that were present before. */
  public int total() {
    return total;
  }

  /** Returns the devices that were lost. */
  public Map<DeviceId, Lost> lost() {
    return lost;
  }

  /** Returns whether a device was lost, and is not back. */
  public boolean isAway(DeviceId id) {
    return lost.containsKey(id) && !back.contains(id);
  }

  int returned() {
    return back.size();
  }

  /** Returns the ids of the devices that are not back. */
  public List<DeviceId> away() {
    return lost.keySet().stream().filter(id -> !back.contains(id)).toList();
  }

  /** Returns what is told when it has begun. */
  public Subject begun() {
    String what = link.isEmpty() ? "Most machines are away" : "The hub lost its network on " + link;
    return subject(
        Trigger.OFFLINE, "%s (%d of %d machines)".formatted(what, lost.size(), total), false);
  }

  /** Returns what is told when it is over. */
  public Subject ended() {
    String what =
        link.isEmpty() ? "Most machines are back" : "The hub has its network on " + link + " again";
    List<String> names = new ArrayList<>();
    lost.forEach(
        (id, device) -> {
          if (names.size() < MAX_NAMED && !back.contains(id)) {
            names.add(device.name());
          }
        });
    int more = lost.size() - back.size() - names.size();
    String away =
        names.isEmpty()
            ? ""
            : "; still away: "
                + String.join(", ", names)
                + (more > 0 ? " and " + more + " more" : "");
    String text = "%s (%d of %d machines)%s".formatted(what, back.size(), lost.size(), away);
    return subject(Trigger.ONLINE, text, true);
  }

  private Subject subject(Trigger trigger, String text, boolean over) {
    return new Subject(trigger, "", "hub", "", "", text, since, over);
  }
}
