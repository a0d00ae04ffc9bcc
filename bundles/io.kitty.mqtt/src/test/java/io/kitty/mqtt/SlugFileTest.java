// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.mqtt.message.DevicePart;
import io.kitty.testkit.TestDevices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlugFileTest {

  @TempDir private Path folder;

  private SlugFile file() {
    return new SlugFile(folder.resolve("kitty/slugs"));
  }

  private static Device device(String id) {
    return TestDevices.host(1).withId(new DeviceId(id));
  }

  @Test
  void aSlugHasOnlyCharactersThatTopicsMayHave() {
    SlugFile slugs = file();
    String longest = "serial:" + "x".repeat(390);

    assertThat(slugs.of(device("mac:02:00:00:00:00:01"), id -> true).slug())
        .isEqualTo("mac_02_00_00_00_00_01");
    assertThat(slugs.of(device("host:10.0.0.7"), id -> true).slug()).isEqualTo("host_10_0_0_7");
    assertThat(slugs.of(device("x:%C3%A4"), id -> true).slug()).isEqualTo("x__C3_A4");
    assertThat(slugs.of(device(longest), id -> true).slug())
        .matches("[A-Za-z0-9_-]{64}")
        .isNotEqualTo(slugs.of(device(longest + "x"), id -> true).slug());
  }

  @Test
  void noTwoDevicesHaveTheSame() {
    SlugFile slugs = file();

    assertThat(slugs.of(device("a:b.c"), id -> true).slug())
        .isNotEqualTo(slugs.of(device("a:b_c"), id -> true).slug());
  }

  @Test
  void isKeptWithWhatTheDeviceTold() {
    SlugFile slugs = file();
    slugs.of(TestDevices.printer(1), id -> true);
    slugs.save();

    SlugFile read = file();

    assertThat(read.ids()).containsExactly(TestDevices.printer(1).id());
    Device silent = TestDevices.host(1).withId(TestDevices.printer(1).id());
    assertThat(read.of(silent, id -> true).parts()).containsExactly(DevicePart.STATUS);
  }

  @Test
  void isInheritedFromAFormerIdOnlyIfNoDeviceHasThat() {
    SlugFile slugs = file();
    slugs.of(device("host:10.0.0.7"), id -> true);
    Device other =
        device("mac:02:00:00:00:00:01").toBuilder()
            .aliases(Set.of(new DeviceId("host:10.0.0.7")))
            .build();

    assertThat(slugs.of(other, id -> true).slug()).isEqualTo("mac_02_00_00_00_00_01");

    slugs.drop(other.id());
    assertThat(slugs.of(other, id -> false).slug()).isEqualTo("host_10_0_0_7");
    assertThat(slugs.ids()).containsExactly(other.id());
  }

  @Test
  void aDamagedFileIsNoObstacle() throws Exception {
    Files.createDirectories(folder.resolve("kitty"));
    Files.writeString(
        folder.resolve("kitty/slugs"), "x\n../evil\thost:1\t\nok\thost:2\tbed,what\n");

    assertThat(file().ids()).containsExactly(new DeviceId("host:2"));
  }
}
