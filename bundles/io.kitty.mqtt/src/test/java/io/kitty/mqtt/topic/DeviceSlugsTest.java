// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.mqtt.claim.Claims;
import io.kitty.mqtt.claim.SilentListener;
import io.kitty.mqtt.message.DevicePart;
import io.kitty.testkit.TestDevices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceSlugsTest {

  @TempDir private Path folder;

  private final Claims claims = new Claims("garage", new SilentListener());
  private final Set<DeviceId> gone = new HashSet<>();

  private DeviceSlugs slugs() {
    return new DeviceSlugs(folder.resolve("kitty/slugs"), claims, id -> !gone.contains(id));
  }

  private static Device device(String id) {
    return TestDevices.host(1).withId(new DeviceId(id));
  }

  private static Device device(String id, String alias) {
    return device(id).toBuilder().aliases(Set.of(new DeviceId(alias))).build();
  }

  private void otherHub(String name, String slug, String... ids) {
    String list = "\"" + String.join("\",\"", ids) + "\"";
    claims.onStatus(name, true);
    claims.onClaim(
        name,
        slug,
        "{\"ids\":[%s],\"present\":true,\"turn\":0}".formatted(list).getBytes(UTF_8),
        true);
  }

  @Test
  void aSlugHasOnlyCharactersThatTopicsMayHave() {
    DeviceSlugs slugs = slugs();
    String longest = "serial:" + "x".repeat(390);

    assertThat(slugs.of(device("mac:02:00:00:00:00:01")).slug()).isEqualTo("mac_02_00_00_00_00_01");
    assertThat(slugs.of(device("host:10.0.0.7")).slug()).isEqualTo("host_10_0_0_7");
    assertThat(slugs.of(device("x:%C3%A4")).slug()).isEqualTo("x__C3_A4");
    assertThat(slugs.of(device(longest)).slug())
        .matches("[A-Za-z0-9_-]{64}")
        .isNotEqualTo(slugs.of(device(longest + "x")).slug());
  }

  @Test
  void noTwoDevicesHaveTheSame() {
    DeviceSlugs slugs = slugs();

    assertThat(slugs.of(device("a:b.c")).slug()).isNotEqualTo(slugs.of(device("a:b_c")).slug());
  }

  @Test
  void isKeptWithWhatTheDeviceTold() {
    DeviceSlugs slugs = slugs();
    slugs.of(TestDevices.printer(1));
    slugs.save();

    DeviceSlugs read = slugs();

    assertThat(read.ids()).containsExactly(TestDevices.printer(1).id());
    Device silent = TestDevices.host(1).withId(TestDevices.printer(1).id());
    assertThat(read.of(silent).parts()).containsExactly(DevicePart.STATUS);
  }

  @Test
  void isInheritedFromAFormerIdOnlyIfNoDeviceHasThat() {
    DeviceSlugs slugs = slugs();
    slugs.of(device("host:10.0.0.7"));
    Device other = device("mac:02:00:00:00:00:01", "host:10.0.0.7");

    assertThat(slugs.of(other).slug()).isEqualTo("mac_02_00_00_00_00_01");

    slugs.drop(other.id());
    gone.add(new DeviceId("host:10.0.0.7"));
    assertThat(slugs.of(other).slug()).isEqualTo("host_10_0_0_7");
    assertThat(slugs.ids()).containsExactly(other.id());
  }

  @Test
  void isThatOfAnotherHubWhichKnowsTheDeviceByAnyId() {
    otherHub("zoo", "host_10_0_0_7", "serial:42", "host:10.0.0.7");
    DeviceSlugs slugs = slugs();

    assertThat(slugs.of(device("serial:42")).slug()).isEqualTo("host_10_0_0_7");
    assertThat(slugs.of(device("host:10.0.0.8")).slug()).isEqualTo("host_10_0_0_8");
  }

  @Test
  void isAnotherOneIfAHubGaveItToAnotherDevice() {
    otherHub("zoo", "host_10_0_0_7", "serial:42");

    assertThat(slugs().of(device("host:10.0.0.7")).slug())
        .startsWith("host_10_0_0_7_")
        .isEqualTo(slugs().of(device("host:10.0.0.7")).slug());
  }

  @Test
  void givesWayToThatOfAHubBeforeThisOneOnly() {
    DeviceSlugs slugs = slugs();
    Device device = device("serial:42", "host:10.0.0.7");
    assertThat(slugs.of(device).slug()).isEqualTo("serial_42");

    otherHub("zoo", "later", "serial:42");
    assertThat(slugs.adopt(device)).isEmpty();

    otherHub("attic", "earlier", "host:10.0.0.7");
    assertThat(slugs.adopt(device)).contains("serial_42");
    assertThat(slugs.of(device).slug()).isEqualTo("earlier");
    assertThat(slugs.adopt(device)).isEmpty();
  }

  @Test
  void aDamagedFileIsNoObstacle() throws Exception {
    Files.createDirectories(folder.resolve("kitty"));
    Files.writeString(
        folder.resolve("kitty/slugs"), "x\n../evil\thost:1\t\nok\thost:2\tbed,what\n");

    assertThat(slugs().ids()).containsExactly(new DeviceId("host:2"));
  }
}
