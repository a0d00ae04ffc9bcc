// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Source;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.model.device.DeviceDiff;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the working set stays consistent and its events correct in random runs. */
class RandomRunTest {

  private static final List<Source> SOURCES =
      List.of(ModelHarness.PING, ModelHarness.SSDP, ModelHarness.MDNS, ModelHarness.BAMBU);

  private final ModelHarness lan = new ModelHarness(new ModelLimits(40, 60));
  private final Map<DeviceId, Device> published = new HashMap<>();
  private final Map<DeviceId, Device> registry = new HashMap<>();
  private Random random;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void staysConsistent(long seed) {
    random = new Random(seed);
    for (int step = 0; step < 800; step++) {
      act();
      handle();
      check("seed " + seed + ", step " + step);
    }
    while (!lan.devices().isEmpty()) {
      lan.set.forget(lan.devices().iterator().next().id(), lan.now());
    }
    handle();
    check("seed " + seed + ", at the end");
    assertThat(lan.set.isEmpty()).isTrue();
  }

  private void act() {
    switch (random.nextInt(20)) {
      case 0 -> lan.goodbye(source(), key(), address());
      case 1 -> lan.pass(Duration.ofSeconds(random.nextInt(60)));
      case 2 -> {
        if (random.nextInt(10) == 0) {
          lan.set.stopped(source().id(), lan.now());
        }
      }
      case 3 -> {
        List<Device> all = List.copyOf(lan.devices());
        if (!all.isEmpty() && random.nextInt(3) == 0) {
          lan.set.forget(all.get(random.nextInt(all.size())).id(), lan.now());
        }
      }
      case 4 -> {
        if (random.nextInt(10) == 0) {
          lan.set.restore(List.copyOf(registry.values()), lan.now());
        }
      }
      case 5 -> save();
      default -> see();
    }
  }

  private void see() {
    Source source = source();
    String hardware = random.nextInt(3) == 0 ? "" : "0" + (1 + random.nextInt(6));
    Endpoint at =
        new Endpoint(TestLinks.address(address()), random.nextInt(5) == 0 ? "wlan0" : "eth0");
    lan.seen(
        source,
        key(),
        at,
        hardware,
        sighting -> {
          if (random.nextInt(3) == 0) {
            sighting.identifier(Identifier.hostName("name-" + random.nextInt(6)));
          }
          if (source != ModelHarness.PING && random.nextInt(3) == 0) {
            sighting.identifier(Identifier.uuid("uuid-" + random.nextInt(8)));
          }
          if (source == ModelHarness.BAMBU && random.nextInt(2) == 0) {
            sighting.identifier(Identifier.serial("bambu", "01P" + random.nextInt(5)));
          }
          if (random.nextInt(4) == 0) {
            sighting.fact(Fact.NAME, "n" + random.nextInt(3));
          }
          return sighting.reading("rssi", random.nextInt());
        });
  }

  private void save() {
    for (DeviceId id : lan.set.deviceTable().takeUnsaved()) {
      Device device = lan.set.deviceTable().get(id);
      if (device == null) {
        registry.remove(id);
      } else {
        registry.put(id, device);
      }
    }
  }

  private Source source() {
    return SOURCES.get(random.nextInt(SOURCES.size()));
  }

  private String key() {
    return "key" + random.nextInt(12);
  }

  private String address() {
    return "192.0.2." + (1 + random.nextInt(14));
  }

  /** Applies the events like a listener, and checks them. */
  private void handle() {
    for (DeviceEvent event : lan.events) {
      DeviceId id = event.device().id();
      if (event instanceof Appeared) {
        assertThat(published.containsKey(id)).as("%s is told twice", id).isFalse();
        published.put(id, event.device());
      } else if (event instanceof Changed changed) {
        assertThat(published.containsKey(id)).as("%s was told", id).isTrue();
        assertThat(changed.before().id()).isEqualTo(id);
        assertThat(DeviceDiff.same(published.get(id), changed.before())).isTrue();
        assertThat(DeviceDiff.same(changed.before(), changed.device())).isFalse();
        published.put(id, event.device());
      } else if (event instanceof Departed departed) {
        assertThat(published.remove(id)).isNotNull();
        assertThat(departed.device().departure()).isNotNull();
        assertThat(departed.device().departure().reason()).isEqualTo(departed.reason());
        departed.next().ifPresent(next -> assertThat(next).isNotEqualTo(id));
      }
    }
    lan.events.clear();
  }

  private void check(String when) {
    Map<DeviceId, Device> present =
        lan.devices().stream()
            .filter(Device::present)
            .collect(Collectors.toMap(Device::id, device -> device));
    assertThat(published.keySet()).as(when).isEqualTo(present.keySet());
    published.forEach(
        (id, device) -> assertThat(DeviceDiff.same(device, present.get(id))).isTrue());

    assertThat(present.size()).as(when).isLessThanOrEqualTo(60);
    Set<Evidence> seen = new HashSet<>();
    for (Device device : lan.devices()) {
      assertThat(device.present())
          .as(when)
          .isEqualTo(device.evidence().stream().anyMatch(Evidence::live));
      assertThat(device.addresses()).as(when).isNotEmpty();
      assertThat(device.id().value()).as(when).doesNotContain("mac:%25");
      for (Evidence evidence : device.evidence()) {
        assertThat(seen.add(evidence)).as("%s: %s is in one device", when, evidence).isTrue();
      }
      for (DeviceId alias : device.aliases()) {
        assertThat(lan.set.deviceTable().find(alias)).as(when).isPresent();
      }
    }
  }
}
