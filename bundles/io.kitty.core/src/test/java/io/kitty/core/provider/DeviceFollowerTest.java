// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceFollowerTest {

  private static final Device HOST = TestDevices.host(1);
  private static final Device PRINTER = TestDevices.printer(2);

  private final List<String> told = new ArrayList<>();
  private final ProviderHarness harness;

  DeviceFollowerTest() throws IOException {
    harness = new ProviderHarness(TestLinks.loopback());
  }

  @AfterEach
  void close() throws IOException {
    harness.close();
  }

  private void followPrinters(DiscoveryContext context) {
    context.follow(
        device -> device.kind().equals("printer"),
        device -> told.add("present " + device.name()),
        device -> told.add("gone " + device.name()));
  }

  private static Device named(String name) {
    return PRINTER.withFacts(Map.of(Fact.KIND, "printer", Fact.NAME, name));
  }

  private static Device scanner() {
    return PRINTER.withFacts(Map.of(Fact.KIND, "scanner", Fact.NAME, "c"));
  }

  @Test
  void tellsWhichDevicesMatch() {
    try (ProviderContext context = harness.context()) {
      followPrinters(context);
      harness.devices.publish(new Appeared(HOST, true));
      harness.devices.publish(new Appeared(named("a"), true));
      harness.devices.publish(new Changed(named("a"), named("b"), false));
      harness.devices.publish(new Changed(named("b"), scanner(), false));
      harness.devices.publish(new Changed(scanner(), scanner(), false));
      harness.devices.publish(new Changed(scanner(), named("d"), false));

      assertThat(told).containsExactly("present a", "present b", "gone b", "present d");
    }
  }

  @Test
  void isConcernedByDevicesThatMatchOrDidSo() {
    DeviceFollower follower =
        new DeviceFollower(
            device -> device.kind().equals("printer"), device -> {}, device -> {}, Runnable::run);
    Departed departed = new Departed(scanner(), scanner(), DepartureReason.EXPIRED, null, false);

    assertThat(follower.concerns(new Appeared(HOST, false))).isFalse();
    assertThat(follower.concerns(new Changed(scanner(), scanner(), false))).isFalse();
    assertThat(follower.concerns(new Changed(scanner(), named("a"), false))).isTrue();
    assertThat(follower.concerns(new Changed(named("a"), scanner(), false))).isTrue();
    assertThat(follower.concerns(new Changed(scanner(), scanner(), false))).isFalse();
    assertThat(follower.concerns(new Appeared(named("a"), true))).isTrue();
    assertThat(follower.concerns(departed)).isTrue();
    assertThat(follower.concerns(departed)).isFalse();
  }

  @Test
  void tellsOnceThatADeviceIsGone() {
    try (ProviderContext context = harness.context()) {
      followPrinters(context);
      Device departed = TestDevices.departed(named("a"));
      Departed event = new Departed(named("a"), departed, DepartureReason.EXPIRED, null, false);
      harness.devices.publish(new Appeared(named("a"), false));
      harness.devices.publish(event);
      harness.devices.publish(event);
      harness.devices.publish(new Departed(HOST, HOST, DepartureReason.EXPIRED, null, false));

      assertThat(told).containsExactly("present a", "gone a");
    }
  }

  @Test
  void followsADeviceUnderAnotherId() {
    try (ProviderContext context = harness.context()) {
      followPrinters(context);
      Device renamed = named("b").withId(HOST.id());
      harness.devices.publish(new Appeared(named("a"), false));
      harness.devices.publish(new Changed(named("a"), renamed, false));
      harness.devices.publish(new Departed(renamed, renamed, DepartureReason.EXPIRED, null, false));

      assertThat(told).containsExactly("present a", "present b", "gone b");
    }
  }

  @Test
  void endsWithTheContext() {
    ProviderContext context = harness.context();
    followPrinters(context);
    assertThat(harness.devices.listeners()).isEqualTo(1);

    context.close();
    followPrinters(context);

    assertThat(harness.devices.listeners()).isZero();
  }

  @Test
  void showsAFailureInTheStatusAndGoesOn() {
    ProviderMetrics metrics = new ProviderMetrics();
    try (ProviderContext context = harness.context(metrics)) {
      context.follow(
          device -> true,
          device -> {
            throw new IllegalStateException("broken");
          },
          device -> told.add("gone"));
      harness.devices.publish(new Appeared(HOST, false));
      harness.devices.publish(new Departed(HOST, HOST, DepartureReason.EXPIRED, null, false));

      assertThat(metrics.lastError()).isEqualTo("cannot follow the devices: broken");
      assertThat(told).containsExactly("gone");
    }
  }
}
