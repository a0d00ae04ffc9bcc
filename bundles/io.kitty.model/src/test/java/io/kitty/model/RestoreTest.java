// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static io.kitty.model.ModelHarness.LIFETIME;
import static io.kitty.model.ModelHarness.PING;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Departure;
import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreTest {

  private final ModelHarness lan = new ModelHarness();

  @Test
  void restoredDevicesAreReplays() {
    lan.ping("192.0.2.5", "05");
    ModelHarness after = lan.restarted(Duration.ofSeconds(10));
    assertThat(after.news()).containsExactly("replay appeared mac:0a:00:00:00:00:05");
    after.ping("192.0.2.5", "05");

    assertThat(after.news()).isEmpty();
    assertThat(after.device("mac:0a:00:00:00:00:05").firstSeen()).isEqualTo(FakeClock.START);
  }

  @Test
  void restoredEvidenceHasAGracePeriod() {
    lan.ping("192.0.2.5", "05");
    ModelHarness after = lan.restarted(Duration.ofDays(7));
    after.news();
    after.pass(LIFETIME.minusNanos(1));
    assertThat(after.ids()).containsExactly("mac:0a:00:00:00:00:05");
    after.pass(Duration.ofNanos(1));

    assertThat(after.news()).containsExactly("departed mac:0a:00:00:00:00:05 EXPIRED");
  }

  @Test
  void aClockIn1970DoesNotExtendLifetimes() {
    lan.ping("192.0.2.5", "05");
    ModelHarness after = new ModelHarness();
    after.clock.set(Instant.EPOCH);
    after.set.restore(List.copyOf(lan.devices()), after.now());
    after.pass(LIFETIME);

    assertThat(after.ids()).containsExactly("(mac:0a:00:00:00:00:05)");
  }

  @Test
  void departedDevicesKeepTheirDeparture() {
    lan.ping("192.0.2.5", "05");
    lan.goodbye(PING, "192.0.2.5", "192.0.2.5");
    Departure departure = lan.device("mac:0a:00:00:00:00:05").departure();
    ModelHarness after = lan.restarted(Duration.ofDays(7));

    assertThat(after.news()).isEmpty();
    assertThat(after.device("mac:0a:00:00:00:00:05").departure()).isEqualTo(departure);
    after.ping("192.0.2.9", "05");
    assertThat(after.news()).containsExactly("appeared mac:0a:00:00:00:00:05");
    assertThat(after.device("mac:0a:00:00:00:00:05").firstSeen()).isEqualTo(FakeClock.START);
  }

  @Test
  void aLateRegistryIsMerged() {
    lan.ssdp("uuid:u-05", "192.0.2.5", "05");
    ModelHarness after = new ModelHarness();
    after.clock.set(FakeClock.START.plusSeconds(60));
    after.ping("192.0.2.5", "05");
    after.news();
    after.set.restore(List.copyOf(lan.devices()), after.now());

    assertThat(after.news())
        .containsExactly(
            "replay appeared uuid:u-05", "replay departed mac:0a:00:00:00:00:05 MERGED uuid:u-05");
    assertThat(after.device("uuid:u-05").firstSeen()).isEqualTo(FakeClock.START);
  }

  @Test
  void aSecondRestorePublishesNothing() {
    lan.ping("192.0.2.5", "05");
    lan.ssdp("uuid:u-05", "192.0.2.5", "05");
    lan.news();
    lan.set.restore(List.copyOf(lan.devices()), lan.now());

    assertThat(lan.news()).isEmpty();
  }

  @Test
  void obsoleteIdsAreDroppedFromTheRegistry() {
    lan.ping("192.0.2.5", "05");
    Device stale = lan.device("mac:0a:00:00:00:00:05").withId(new DeviceId("host:192.0.2.5"));
    ModelHarness after = new ModelHarness();
    after.set.restore(List.of(stale), after.now());

    assertThat(after.ids()).containsExactly("mac:0a:00:00:00:00:05");
    assertThat(after.set.deviceTable().takeUnsaved())
        .containsExactlyInAnyOrder(
            new DeviceId("host:192.0.2.5"), new DeviceId("mac:0a:00:00:00:00:05"));
  }

  @Test
  void aSharedMacSplitsEarlierDevices() {
    for (int i = 1; i <= 6; i++) {
      lan.ping("192.0.2." + i, "01");
    }
    ModelHarness after = new ModelHarness();
    for (int i = 11; i <= 16; i++) {
      after.ping("192.0.2." + i, "01");
    }
    after.set.restore(List.copyOf(lan.devices()), after.now());

    assertThat(after.ids()).hasSize(12);
  }
}
