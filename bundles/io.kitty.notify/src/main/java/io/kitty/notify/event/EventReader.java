// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.event;

import io.kitty.commons.LruMap;
import io.kitty.commons.status.StatusChange;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Warning;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.notify.message.Subject;
import io.kitty.notify.message.Trigger;
import io.kitty.state.DeviceStatus;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads from the events of the hub what happened. It knows what is no news: what the hub missed
 * while it was not running, records that were merged, and phones that make up their MAC address.
 * Not thread-safe.
 */
public final class EventReader {

  /** The triggers that a change of the status may be; a rule tells at most one of them. */
  public static final Set<Trigger> STATUS =
      EnumSet.of(Trigger.IDLE, Trigger.FINISHED, Trigger.FAILED, Trigger.ATTENTION);

  static final String RANDOM_MAC = "its MAC address is random";
  static final String FIRST_INVENTORY = "it is in the first inventory of the hub";
  static final String STARTED = "the hub has just started";
  static final String ABSENT = "it has not been seen since the hub was started";
  static final String SLEEPS = "it may sleep";

  private static final Duration LATELY = Duration.ofMinutes(5);
  private static final int MAX_KNOWN = 10_000;

  private final HubClock clock;

  /**
   * What was last known of a device.
   *
   * @param present whether it was present, or continued by another record
   */
  private record Known(Optional<InetAddress> address, boolean present) {}

  private final Map<DeviceId, Known> known = new LruMap<>(MAX_KNOWN);

  /** Whether the hub knew a device before it was started. */
  private boolean inventoried;

  public EventReader(HubClock clock) {
    this.clock = clock;
  }

  /** Forgets all devices. */
  public void clear() {
    known.clear();
  }

  /** Returns what happened in an event that is not about an ignored device; often nothing. */
  public List<Finding> read(DeviceEvent event) {
    Device device = event.device();
    inventoried |= device.firstSeen().isBefore(clock.start());
    List<Finding> findings = new ArrayList<>();
    if (!event.replay() && !device.ignored()) {
      if (event instanceof Appeared) {
        appeared(device, findings);
      } else if (event instanceof Departed departed) {
        departed(departed, findings);
      } else if (event instanceof Changed changed) {
        changed(changed, findings);
      }
      StatusChange.of(event).ifPresent(change -> status(change, device, findings));
    }
    remember(event);
    return findings;
  }

  private void remember(DeviceEvent event) {
    Device device = event.device();
    DepartureReason reason = event instanceof Departed departed ? departed.reason() : null;
    if (reason == DepartureReason.FORGOTTEN) {
      known.remove(device.id());
    } else {
      boolean present = reason == null || reason == DepartureReason.MERGED;
      known.put(device.id(), new Known(device.address(), present));
    }
  }

  private void appeared(Device device, List<Finding> findings) {
    List<Known> before =
        Stream.concat(Stream.of(device.id()), device.aliases().stream())
            .map(known::get)
            .filter(Objects::nonNull)
            .toList();
    if (before.stream().anyMatch(Known::present)) {
      return;
    }
    if (before.isEmpty()
        && !device.firstSeen().isBefore(clock.now().minus(LATELY))
        && !isOld(device)) {
      String silenced = "";
      if (isRandom(device)) {
        silenced = RANDOM_MAC;
      } else if (clock.isSettling() && !inventoried) {
        silenced = FIRST_INVENTORY;
      }
      findings.add(new Finding(Sentences.appeared(device), device, silenced));
      return;
    }
    findings.add(back(device));
    Known last = known.get(device.id());
    if (last != null) {
      last.address().ifPresent(address -> address(device, address, findings));
    }
  }

  /** Returns that a device is back. */
  public Finding back(Device device) {
    String silenced = device.sleeps() ? SLEEPS : clock.isSettling() ? STARTED : "";
    return new Finding(Sentences.back(device, clock.now()), device, silenced);
  }

  /** Returns whether it was first seen before the hub was started. */
  private boolean isOld(Device device) {
    return device.firstSeen().isBefore(clock.start());
  }

  /** Returns whether all that identifies a device is a MAC address that software made up. */
  private static boolean isRandom(Device device) {
    List<Identifier.Mac> macs =
        Stream.concat(
                device.identifiers().stream()
                    .filter(Identifier.Mac.class::isInstance)
                    .map(Identifier.Mac.class::cast),
                device.evidence().stream().map(Evidence::mac).filter(Objects::nonNull))
            .toList();
    boolean identified =
        device.identifiers().stream()
            .anyMatch(each -> each instanceof Identifier.Serial || each instanceof Identifier.Uuid);
    return !identified && !macs.isEmpty() && macs.stream().allMatch(Identifier.Mac::isLocal);
  }

  private void departed(Departed event, List<Finding> findings) {
    if (event.reason() != DepartureReason.EXPIRED && event.reason() != DepartureReason.GOODBYE) {
      return;
    }
    Device device = event.device();
    String silenced = "";
    if (device.sleeps()) {
      silenced = SLEEPS;
    } else if (event.before().lastSeen().isBefore(clock.start())) {
      silenced = ABSENT;
    }
    findings.add(new Finding(Sentences.away(device, clock.now()), device, silenced));
  }

  private void changed(Changed event, List<Finding> findings) {
    Device device = event.device();
    event
        .before()
        .address()
        .filter(address -> !device.addresses().contains(address))
        .ifPresent(address -> address(device, address, findings));
    for (Warning warning : device.warnings()) {
      if (event.before().warnings().stream().noneMatch(each -> isSame(each, warning))) {
        findings.add(new Finding(Sentences.conflict(device, warning), device, ""));
      }
    }
  }

  /** Adds that a device has moved; not that it also has an address of the other family. */
  private void address(Device device, InetAddress before, List<Finding> findings) {
    device
        .address()
        .filter(now -> now.getClass() == before.getClass() && !now.equals(before))
        .ifPresent(
            now ->
                findings.add(
                    new Finding(
                        Sentences.addressChanged(device, before, clock.now()), device, "")));
  }

  private static boolean isSame(Warning one, Warning other) {
    return one.code().equals(other.code()) && Objects.equals(one.address(), other.address());
  }

  private void status(StatusChange change, Device device, List<Finding> findings) {
    Instant now = clock.now();
    for (Trigger trigger : triggers(change)) {
      findings.add(new Finding(Sentences.status(trigger, device, change, now), device, ""));
    }
  }

  /** Returns the triggers of a change, the one that tells most first. */
  private static List<Trigger> triggers(StatusChange change) {
    if (!change.isKnownBefore()) {
      return List.of();
    }
    return switch (change.now()) {
      case IDLE ->
          change.before().equals(DeviceStatus.OFFLINE.name()) ? List.of() : List.of(Trigger.IDLE);
      case FINISHED -> List.of(Trigger.FINISHED);
      case ERROR -> List.of(Trigger.FAILED, Trigger.ATTENTION);
      case STOPPED -> change.wasWorking() ? List.of(Trigger.FAILED) : List.of();
      case PAUSED -> List.of(Trigger.ATTENTION);
      default -> List.of();
    };
  }

  /** Returns whether what a subject tells is still true of its device. */
  public static boolean holds(Subject subject, Device device) {
    Optional<DeviceStatus> status = DeviceStatus.of(device.status());
    return switch (subject.trigger()) {
      case OFFLINE -> !device.present();
      case NEW, ONLINE -> device.present();
      case IDLE -> device.present() && status.filter(DeviceStatus.IDLE::equals).isPresent();
      case FINISHED -> device.present() && status.filter(DeviceStatus.FINISHED::equals).isPresent();
      case FAILED ->
          device.present()
              && status
                  .filter(each -> each == DeviceStatus.ERROR || each == DeviceStatus.STOPPED)
                  .isPresent();
      case ATTENTION ->
          device.present()
              && status
                  .filter(each -> each == DeviceStatus.ERROR || each == DeviceStatus.PAUSED)
                  .isPresent();
      case IP_CHANGED ->
          device
              .address()
              .filter(address -> address.getHostAddress().equals(subject.ip()))
              .isPresent();
      case CONFLICT -> !device.warnings().isEmpty();
      case HUB_DEGRADED -> true;
    };
  }
}
