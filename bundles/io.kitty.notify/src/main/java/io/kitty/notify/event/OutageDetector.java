// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.event;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Notices when most machines go away at once, and when they are back. Devices that are ignored or
 * may sleep do not count. Times are milliseconds since the start of the hub. Not thread-safe; its
 * memory is bounded by that of the hub for devices.
 */
public final class OutageDetector {

  /** The time in which the machines of one outage go. */
  static final long TOGETHER = 60_000;

  /** The smallest number of machines of which an outage consists. */
  static final int MIN_LOST = 5;

  /** For so long after the last return, more may follow. */
  private static final long PAUSE = 10_000;

  /** For so long after the first return, the end of an outage is awaited. */
  private static final long MAX_RETURN_TIME = 300_000;

  /** The share of the lost machines whose return ends an outage. */
  private static final double RETURNED_SHARE = 0.9;

  /** The share of the lost machines that were seen on one interface if that is what failed. */
  private static final double LINK_SHARE = 0.9;

  private record Loss(long at, Outage.Lost device) {}

  private final HubClock clock;

  /** The interface on which each present device is seen. */
  private final Map<DeviceId, String> present = new HashMap<>();

  private final Map<DeviceId, Loss> losses = new LinkedHashMap<>();
  private @Nullable Outage outage;
  private long lastLoss;
  private long lastOfOutage;
  private long firstReturn = -1;
  private long lastReturn;

  public OutageDetector(HubClock clock) {
    this.clock = clock;
  }

  /** Forgets which devices are present. */
  public void clear() {
    present.clear();
    losses.clear();
  }

  /** Returns the outage that is not over yet. */
  public Optional<Outage> current() {
    return Optional.ofNullable(outage);
  }

  /** Continues an outage from before a restart. */
  public void resume(Outage earlier) {
    outage = earlier;
    lastOfOutage = clock.millis() - TOGETHER;
  }

  /** Returns whether machines are going one after the other, so that more may follow. */
  public boolean isSurging() {
    forgetOldLosses();
    return losses.size() >= MIN_LOST && clock.millis() - lastLoss < PAUSE;
  }

  /** Handles an event, replays included; returns the outage that it begins. */
  public Optional<Outage> onEvent(DeviceEvent event) {
    Device device = event.device();
    if (event instanceof Departed departed) {
      String link = present.remove(departed.before().id());
      boolean counts =
          (departed.reason() == DepartureReason.EXPIRED
                  || departed.reason() == DepartureReason.GOODBYE)
              && !departed.replay()
              && !departed.before().lastSeen().isBefore(clock.start());
      return link != null && counts ? lose(device, link) : Optional.empty();
    }
    if (event instanceof Changed changed) {
      present.remove(changed.before().id());
    }
    losses.remove(device.id());
    if (!device.ignored() && !device.sleeps()) {
      present.put(device.id(), link(device));
    }
    if (outage != null && event instanceof Appeared && outage.bringBack(device.id())) {
      lastReturn = clock.millis();
      firstReturn = firstReturn < 0 ? lastReturn : firstReturn;
    }
    return Optional.empty();
  }

  /** Follows a device that has another id now. */
  public void rename(DeviceId from, DeviceId to) {
    if (outage != null) {
      outage.rename(from, to);
      if (present.containsKey(to)) {
        outage.bringBack(to);
      }
    }
  }

  private Optional<Outage> lose(Device device, String link) {
    long now = clock.millis();
    Outage.Lost lost = new Outage.Lost(Sentences.name(device), link);
    lastLoss = now;
    Outage current = outage;
    boolean goesOn = current != null && now - lastOfOutage < TOGETHER;
    if (current != null && (goesOn || current.lost().containsKey(device.id()))) {
      lastOfOutage = now;
      current.lose(device.id(), lost);
      return Optional.empty();
    }
    losses.put(device.id(), new Loss(now, lost));
    forgetOldLosses();
    int before = present.size() + losses.size();
    return losses.size() >= MIN_LOST && losses.size() * 2 > before
        ? Optional.of(begin(before))
        : Optional.empty();
  }

  private Outage begin(int before) {
    Outage begun = new Outage(clock.now(), before);
    losses.forEach((id, loss) -> begun.lose(id, loss.device()));
    losses.clear();
    firstReturn = -1;
    lastOfOutage = clock.millis();
    outage = begun;
    return begun;
  }

  /** Finds out on which interface nothing is left; to be called before an outage is told. */
  public void findLink() {
    Outage current = outage;
    if (current != null && current.returned() == 0) {
      double most = LINK_SHARE * current.lost().size();
      String link =
          current.lost().values().stream()
              .collect(Collectors.groupingBy(Outage.Lost::link, Collectors.counting()))
              .entrySet()
              .stream()
              .filter(each -> each.getValue() >= most)
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse("");
      long left = present.values().stream().filter(link::equals).count();
      current.link(left > current.lost().size() - most ? "" : link);
    }
  }

  private void forgetOldLosses() {
    Iterator<Loss> oldest = losses.values().iterator();
    while (oldest.hasNext() && clock.millis() - oldest.next().at() > TOGETHER) {
      oldest.remove();
    }
  }

  /** Returns the outage if it is over: most machines are back, or it has been long enough. */
  public Optional<Outage> takeEnded() {
    Outage current = outage;
    if (current == null || current.returned() == 0) {
      return Optional.empty();
    }
    long now = clock.millis();
    int lost = current.lost().size();
    boolean over =
        current.returned() == lost
            || current.returned() >= RETURNED_SHARE * lost && now - lastReturn >= PAUSE
            || now - firstReturn >= MAX_RETURN_TIME;
    if (over) {
      outage = null;
    }
    return over ? Optional.of(current) : Optional.empty();
  }

  private static String link(Device device) {
    return device
        .sightings()
        .map(Evidence::sighting)
        .map(sighting -> sighting.endpoint().interfaceName())
        .findFirst()
        .orElse("");
  }
}
