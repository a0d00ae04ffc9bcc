// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.engine;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import io.kitty.notify.delivery.DeliveryQueue;
import io.kitty.notify.event.HubClock;
import io.kitty.notify.log.NotificationLog;
import io.kitty.notify.message.Message;
import io.kitty.notify.rule.RuleSet;
import io.kitty.notify.rule.TestRules;
import io.kitty.testkit.FakeClock;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.hub.FakeHub;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules on a hub with a fake clock, long after its start, and the messages that they send. */
final class RuleHarness {

  /** The name of a target for which no message can be queued. */
  static final String BROKEN = "broken";

  final FakeHub hub = new FakeHub();
  final List<Message> messages = new ArrayList<>();
  final RuleSet rules = new RuleSet();
  final FakeClock fake;
  final NotificationLog log;

  /** Whether the queue writes what it gets; if not, its medium is too slow. */
  boolean writes = true;

  private final Path folder;
  private final ZoneId zone;
  private long offset;
  RuleEngine engine;

  RuleHarness(Path folder) {
    this(folder, ZoneOffset.UTC, FakeClock.START.plusSeconds(3600));
  }

  /**
   * @param now the wall time, an hour after the start of the hub
   */
  RuleHarness(Path folder, ZoneId zone, Instant now) {
    this.folder = folder;
    this.zone = zone;
    fake = new FakeClock();
    fake.advance(Duration.ofHours(1));
    fake.set(now);
    log = new NotificationLog(fake);
    engine = engine();
    hub.add(host(9999));
    event(new Appeared(host(9999), true));
  }

  private RuleEngine engine() {
    HubClock clock =
        new HubClock(new ZonedClock(fake, zone), () -> fake.nanos() / 1_000_000 - offset);
    return new RuleEngine(hub, clock, new FakeQueue(), log, folder.resolve("rules.json"));
  }

  /** Keeps messages for the test. */
  private final class FakeQueue implements DeliveryQueue {

    @Override
    public void send(String target, Message message) {
      if (target.equals(BROKEN)) {
        throw new IllegalStateException(BROKEN);
      }
      messages.add(message);
    }

    @Override
    public void afterwards(Runnable task) {
      if (writes) {
        task.run();
      }
    }
  }

  /** Restarts the hub: nothing is known but what is in the file. */
  void restart() {
    engine.save();
    reopen();
  }

  /** Restarts the hub as after a power failure. */
  void reopen() {
    offset = fake.nanos() / 1_000_000;
    engine = engine();
    engine.use(rules, true);
  }

  /** Adds a rule. */
  void rule(String name, Map<String, Object> values) {
    TestRules.add(rules, name, values);
    engine.use(rules, true);
  }

  /** Removes all rules. */
  void clear() {
    TestRules.clear(rules);
    engine.use(rules, true);
  }

  /** Adds a rule that tells this at once. */
  void rule(String... on) {
    rule("test", Map.of("on", on, "window", 0.0));
  }

  void event(DeviceEvent event) {
    engine.onEvent(event);
  }

  /** Advances the clock by whole seconds. */
  void advance(long seconds) {
    for (long i = 0; i < seconds; i++) {
      fake.advance(Duration.ofSeconds(1));
      engine.tick();
    }
  }

  /** A device is known and present, and was for long. */
  void present(Device... devices) {
    for (Device device : devices) {
      hub.add(seen(device));
      event(new Appeared(seen(device), true));
    }
  }

  /** A device appears. */
  void appear(Device device) {
    hub.add(seen(device));
    event(new Appeared(seen(device), false));
  }

  /** A device is gone. */
  void depart(Device device) {
    depart(device, DepartureReason.EXPIRED);
  }

  void depart(Device device, DepartureReason reason) {
    Device gone = TestDevices.departed(seen(device));
    hub.add(gone);
    event(new Departed(seen(device), gone, reason, null, false));
  }

  void change(Device before, Device after) {
    hub.add(seen(after));
    event(new Changed(seen(before), seen(after), false));
  }

  /** Returns the device as seen just now. */
  Device seen(Device device) {
    return device.toBuilder().lastSeen(fake.instant()).build();
  }

  /** Returns the titles of the messages, which are forgotten. */
  List<String> titles() {
    List<String> titles = messages.stream().map(Message::title).toList();
    messages.clear();
    return titles;
  }

  /** Returns a host that was first seen long ago. */
  static Device host(int number) {
    return TestDevices.host(number)
        .withId(DeviceId.of("host", "n" + number))
        .withFacts(Map.of(Fact.KIND, "host", Fact.NAME, "Host " + number))
        .toBuilder()
        .firstSeen(FakeClock.START.minus(Duration.ofDays(9)))
        .build();
  }

  static Device with(Device device, Fact fact, String value) {
    Map<Fact, String> facts = new HashMap<>(device.facts());
    facts.put(fact, value);
    return device.withFacts(facts);
  }

  /** A clock in a time zone. */
  private static final class ZonedClock extends Clock {
    private final Clock clock;
    private final ZoneId zone;

    ZonedClock(Clock clock, ZoneId zone) {
      this.clock = clock;
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new ZonedClock(clock, other);
    }

    @Override
    public Instant instant() {
      return clock.instant();
    }
  }
}
