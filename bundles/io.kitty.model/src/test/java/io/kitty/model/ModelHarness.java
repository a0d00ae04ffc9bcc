// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.model.annotation.UserEdit;
import io.kitty.model.evidence.Timestamp;
import io.kitty.testkit.FakeClock;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A working set on a simulated network, with a clock that the test advances. */
public final class ModelHarness {

  public static final Source PING = new Source("ping", "host", "host", Authority.REACHABILITY);
  public static final Source SSDP = new Source("ssdp", "device", "ssdp", Authority.GENERAL);
  public static final Source MDNS = new Source("mdns", "device", "mdns", Authority.GENERAL);
  public static final Source BAMBU = new Source("bambu", "bambu", "bambu", Authority.OWN);
  public static final Duration LIFETIME = Duration.ofMinutes(3);

  public final FakeClock clock = new FakeClock();
  public final List<DeviceEvent> events = new ArrayList<>();
  public final List<UserEdit> edits = new ArrayList<>();
  public final List<String> removals = new ArrayList<>();
  public final WorkingSet set;

  public ModelHarness() {
    this(new ModelLimits(10_000, 10_000));
  }

  public ModelHarness(ModelLimits limits) {
    set = new WorkingSet(limits, events::add, edits::add, this::removed);
  }

  private void removed(Device last, @Nullable DeviceId successor) {
    removals.add(
        (last.present() ? last.id() : "(" + last.id() + ")")
            + (successor == null ? " forgotten" : " " + successor));
  }

  public Timestamp now() {
    return new Timestamp(clock.nanos(), clock.instant());
  }

  /** Reports a reply to a ping. */
  public boolean ping(String address, String mac) {
    return seen(PING, address, address, mac, sighting -> sighting);
  }

  /** Reports an announcement with a UDN. */
  public boolean ssdp(String udn, String address, String mac) {
    return seen(SSDP, udn, address, mac, sighting -> sighting.identifier(Identifier.uuid(udn)));
  }

  /** Reports a printer's announcement. */
  public boolean bambu(String serial, String address, String mac) {
    return seen(
        BAMBU,
        serial,
        address,
        mac,
        sighting -> sighting.identifier(Identifier.serial("bambu", serial)));
  }

  /** Reports an announcement of a host name. */
  public boolean mdns(String name, String address, String mac) {
    return seen(
        MDNS, name, address, mac, sighting -> sighting.identifier(Identifier.hostName(name)));
  }

  public boolean seen(
      Source source, String key, String address, String mac, UnaryOperator<Sighting.Builder> says) {
    return seen(source, key, new Endpoint(TestLinks.address(address), "eth0"), mac, says);
  }

  public boolean seen(
      Source source, String key, Endpoint at, String mac, UnaryOperator<Sighting.Builder> says) {
    Sighting sighting = says.apply(Sighting.of(key, at, LIFETIME)).build();
    Optional<Identifier> hardware =
        mac.isEmpty() ? Optional.empty() : Identifier.mac("0a:00:00:00:00:" + mac);
    return set.sighted(source, sighting, (Identifier.Mac) hardware.orElse(null), now());
  }

  public void goodbye(Source source, String key, String address) {
    set.goodbye(source.id(), key, TestLinks.address(address), now());
  }

  /** Advances the clock; evidence that expires meanwhile ends in order. */
  public void pass(Duration time) {
    long until = clock.nanos() + time.toNanos();
    while (set.nextExpiry().isPresent() && set.nextExpiry().getAsLong() - until <= 0) {
      long step = Math.max(0, set.nextExpiry().getAsLong() - clock.nanos());
      clock.advance(Duration.ofNanos(step));
      set.expire(now());
    }
    clock.advance(Duration.ofNanos(until - clock.nanos()));
  }

  public boolean forget(String id) {
    return set.forget(new DeviceId(id), now());
  }

  public Collection<Device> devices() {
    return set.deviceTable().devices();
  }

  /** Returns the ids of all devices, departed ones in brackets. */
  public List<String> ids() {
    return devices().stream()
        .map(device -> device.present() ? device.id().value() : "(" + device.id() + ")")
        .sorted()
        .toList();
  }

  public Device device(String id) {
    return find(id).orElseThrow(() -> new AssertionError("no " + id + " among " + ids()));
  }

  public Optional<Device> find(String id) {
    return set.deviceTable().find(new DeviceId(id));
  }

  /** Returns short descriptions of the events since the last call. */
  public List<String> news() {
    List<String> news = events.stream().map(ModelHarness::text).toList();
    events.clear();
    return news;
  }

  private static String text(DeviceEvent event) {
    String replay = event.replay() ? "replay " : "";
    String id = event.device().id().value();
    if (event instanceof Appeared) {
      return replay + "appeared " + id;
    } else if (event instanceof Changed) {
      return replay + "changed " + id;
    } else {
      Departed departed = (Departed) event;
      return replay
          + "departed "
          + id
          + " "
          + departed.reason()
          + departed.next().map(next -> " " + next).orElse("");
    }
  }

  /** Returns a new working set, restored from this one as after a restart of the hub. */
  public ModelHarness restarted(Duration away) {
    ModelHarness next = new ModelHarness();
    next.clock.set(clock.instant().plus(away));
    next.set.restore(List.copyOf(devices()), next.now());
    return next;
  }
}
