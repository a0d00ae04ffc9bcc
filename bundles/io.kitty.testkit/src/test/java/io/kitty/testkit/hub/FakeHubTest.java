// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.ModuleStatus;
import io.kitty.identifier.DeviceId;
import io.kitty.testkit.TestDevices;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeHubTest {

  private final FakeHub hub = new FakeHub();

  @Test
  void findsADeviceByItsIdAndByItsAliases() {
    hub.add(TestDevices.printer(1), TestDevices.host(2));
    DeviceId alias = TestDevices.printer(1).aliases().iterator().next();

    assertThat(hub.device(TestDevices.printer(1).id())).contains(TestDevices.printer(1));
    assertThat(hub.device(alias)).contains(TestDevices.printer(1));
    assertThat(hub.device(new DeviceId("x:y"))).isEmpty();
  }

  @Test
  void forgetsADeviceByItsAlias() {
    hub.add(TestDevices.printer(1));
    DeviceId alias = TestDevices.printer(1).aliases().iterator().next();

    assertThat(hub.forget(alias)).isTrue();
    assertThat(hub.forget(alias)).isFalse();
    assertThat(hub.devices()).isEmpty();
    assertThat(hub.forgotten()).containsExactly(alias, alias);
  }

  @Test
  void scansWithAProtocolThatIsUp() {
    hub.modules(
        new ModuleStatus(
            "ssdp",
            true,
            ModuleStatus.State.RUNNING,
            "",
            null,
            null,
            "",
            Map.of(),
            java.util.List.of()),
        ModuleStatus.of("store", ModuleStatus.State.RUNNING, "", Map.of()));

    assertThat(hub.scan("ssdp")).isTrue();
    assertThat(hub.scan("store")).isFalse();
    assertThat(hub.scanned()).containsExactly("ssdp", "store");
  }
}
