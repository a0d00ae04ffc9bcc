// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static io.kitty.model.ModelHarness.LIFETIME;
import static io.kitty.model.ModelHarness.PING;
import static io.kitty.model.ModelHarness.SSDP;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.identifier.Identifier;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BoundsTest {

  @Test
  void evictsTheOldestAnonymousDevice() {
    ModelHarness lan = new ModelHarness(new ModelLimits(3, 100));
    lan.ping("192.0.2.1", "01");
    lan.pass(Duration.ofSeconds(1));
    lan.ping("192.0.2.2", "");
    lan.pass(Duration.ofSeconds(1));
    lan.ping("192.0.2.3", "");
    lan.news();
    assertThat(lan.ping("192.0.2.4", "")).isTrue();

    assertThat(lan.news())
        .containsExactly("departed host:192.0.2.2 EXPIRED", "appeared host:192.0.2.4");
    assertThat(lan.ids())
        .containsExactly("host:192.0.2.3", "host:192.0.2.4", "mac:0a:00:00:00:00:01");
  }

  @Test
  void saysWhichLimitLeavesNoRoom() {
    ModelHarness few = new ModelHarness(new ModelLimits(100, 200));
    ModelHarness small = new ModelHarness(new ModelLimits(1000, 1000, 50_000));
    for (int i = 1; i <= 100; i++) {
      few.ping("192.0.2." + i, "");
    }
    assertThat(few.set.capacityProblem()).isEmpty();
    assertThat(small.set.capacityProblem()).isEmpty();

    few.ping("192.0.2.101", "");
    for (int i = 1; i <= 200; i++) {
      small.ping("192.0.2." + i, "");
    }

    assertThat(few.set.capacityProblem()).startsWith("100 devices").contains("devices.max");
    assertThat(small.devices()).isNotEmpty().hasSizeLessThan(200);
    assertThat(small.set.capacityProblem())
        .startsWith(small.devices().size() + " devices")
        .contains("JAVA_OPTS=-Xmx");
  }

  @Test
  void limitsLiveKeysPerProtocol() {
    ModelHarness lan = new ModelHarness(new ModelLimits(100, 3));
    for (int i = 1; i <= 3; i++) {
      assertThat(lan.ping("192.0.2." + i, "")).isTrue();
    }

    assertThat(lan.ping("192.0.2.4", "")).isFalse();
    assertThat(lan.ping("192.0.2.3", "")).isTrue();
    assertThat(lan.ssdp("uuid:u-01", "192.0.2.4", "")).isTrue();
    lan.goodbye(PING, "192.0.2.1", "192.0.2.1");
    assertThat(lan.ping("192.0.2.4", "")).isTrue();
    assertThat(lan.ping("192.0.2.1", "")).isFalse();
    lan.pass(LIFETIME);
    assertThat(lan.ping("192.0.2.1", "")).isTrue();
  }

  @Test
  void limitsKeysPerAddress() {
    ModelHarness lan = new ModelHarness();
    for (int i = 0; i < 1000; i++) {
      boolean taken = lan.ssdp("uuid:thing-" + i, "192.0.2.5", "05");
      assertThat(taken).isEqualTo(i < CapacityLimiter.MAX_AT_ADDRESS);
    }
    assertThat(lan.ping("192.0.2.5", "05")).isTrue();

    lan.pass(LIFETIME);
    assertThat(lan.ssdp("uuid:thing-1000", "192.0.2.5", "05")).isTrue();
  }

  @Test
  void everNewNamesDoNotFillTheModel() {
    ModelHarness lan = new ModelHarness();
    for (int i = 0; i < 1500; i++) {
      assertThat(lan.ssdp("uuid:thing-" + i, "198.51.100.5", "")).isTrue();
      lan.goodbye(SSDP, "uuid:thing-" + i, "198.51.100.5");
    }

    assertThat(lan.devices()).hasSizeLessThanOrEqualTo(CapacityLimiter.MAX_AT_ADDRESS);
    lan.devices().stream().map(Device::id).toList().forEach(id -> lan.forget(id.value()));
    assertThat(lan.set.isEmpty()).isTrue();
  }

  @Test
  void limitsRememberedAddressesOfAKey() {
    ModelHarness lan = new ModelHarness();
    for (int i = 0; i < 200; i++) {
      assertThat(lan.seen(SSDP, "printer", "192.0.2." + i, "", s -> s)).isTrue();
      lan.pass(Duration.ofMinutes(5));
    }

    assertThat(lan.devices()).hasSizeLessThanOrEqualTo(CapacityLimiter.MAX_PLACES);
  }

  @Test
  void commonIdentifiersMergeNothing() {
    ModelHarness lan = new ModelHarness();
    for (int i = 0; i < 400; i++) {
      int number = i;
      lan.seen(
          SSDP,
          "thing" + i,
          "10.0." + i / 250 + "." + i % 250,
          "",
          s ->
              s.identifier(Identifier.hostName("everybody"))
                  .identifier(Identifier.uuid("u-" + number)));
    }

    assertThat(lan.devices()).hasSize(400);
    assertThat(lan.find("hostname:everybody")).isEmpty();
  }

  @Test
  void forgottenDevicesLeaveNoTimer() {
    ModelHarness lan = new ModelHarness();
    for (int i = 0; i < 100; i++) {
      lan.ping("192.0.2.5", "05");
      lan.forget("mac:0a:00:00:00:00:05");
    }

    assertThat(lan.set.nextExpiry()).isEmpty();
  }

  @Test
  void newDevicesEvictOnlyNewDevices() {
    ModelHarness lan = new ModelHarness(new ModelLimits(10, 100));
    lan.ssdp("uuid:known", "192.0.2.1", "01");
    lan.pass(Duration.ofMinutes(2));
    lan.ssdp("uuid:known", "192.0.2.1", "01");
    lan.pass(Duration.ofMinutes(2));
    lan.ssdp("uuid:known", "192.0.2.1", "01");
    lan.pass(Duration.ofMinutes(2));
    lan.ssdp("uuid:known", "192.0.2.1", "01");
    for (int i = 10; i < 60; i++) {
      lan.pass(Duration.ofSeconds(1));
      assertThat(lan.ssdp("uuid:new-" + i, "192.0.2." + i, "" + i)).isTrue();
    }

    assertThat(lan.find("uuid:known")).isPresent();
    assertThat(lan.devices()).hasSize(10);
  }

  @Test
  void limitsHeapUse() {
    ModelHarness lan = new ModelHarness(new ModelLimits(100_000, 100_000, 1_000_000));
    for (int i = 0; i < 1500; i++) {
      lan.ping("10.0." + i / 250 + "." + i % 250, "");
      lan.pass(Duration.ofMillis(50));
    }

    assertThat(lan.devices().size()).isBetween(500, 700);
    lan.devices().stream().map(Device::id).toList().forEach(id -> lan.forget(id.value()));
    assertThat(lan.set.isEmpty()).isTrue();
  }

  @Test
  void rejectsAndCountsAFloodOfNewNames() {
    ModelHarness lan = new ModelHarness();
    int taken = 0;
    for (int i = 0; i < 5000; i++) {
      taken += lan.ssdp("uuid:new-" + i, "10.0." + i / 250 + "." + i % 250, "") ? 1 : 0;
    }

    assertThat(taken).isEqualTo(1500);
    assertThat(lan.set.refused()).isEqualTo(3500);
  }
}
