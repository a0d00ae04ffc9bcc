// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.DeviceQuery;
import io.kitty.mqtt.event.Speaker;
import io.kitty.mqtt.message.DiscoveryMessages.Form;
import io.kitty.mqtt.message.HubInfo;
import io.kitty.mqtt.message.Topics;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.hub.FakeHub;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who publishes the events of a device, as this hub, the second by name, sees it. */
class BrokerTopicsTest {

  private static final Device DEVICE = TestDevices.host(1);
  private static final String SLUG = DEVICE.id().value().replaceAll("[^A-Za-z0-9_-]", "_");

  private static final Topics NAMES = new Topics("homeassistant", "kitty", "garage");

  @TempDir private Path folder;

  private final FakeHub hub = new FakeHub();
  private BrokerTopics topics;

  @BeforeEach
  void connect() {
    topics =
        new BrokerTopics(
            hub,
            DeviceQuery.builder().presence(Set.of()).build(),
            folder.resolve("slugs"),
            NAMES,
            Form.DEVICE,
            () -> new HubInfo("garage", "1.2.3", ""));
    topics.claims().onStatus("attic", true);
  }

  private void atticClaims(boolean present, int turn) {
    String claim =
        "{\"ids\":[\"%s\"],\"present\":%s,\"turn\":%d}"
            .formatted(DEVICE.id().value(), present, turn);
    topics.claims().onClaim("attic", SLUG, claim.getBytes(UTF_8), true);
  }

  @Test
  void aHubMayKnowADeviceThatItDoesNotSee() {
    hub.add(DEVICE);
    atticClaims(false, 1);
    assertThat(topics.isSeenElsewhere(DEVICE.id())).isFalse();

    atticClaims(true, 1);
    assertThat(topics.isSeenElsewhere(DEVICE.id())).isTrue();
  }

  @Test
  void theEventsOfAFormerIdBelongToTheDevice() throws Exception {
    hub.add(DEVICE);
    topics.refreshAll();
    topics
        .retained()
        .publishDue(
            (topic, claim) -> {
              if (topic.equals(NAMES.claim(SLUG))) {
                topics.claims().onClaim("garage", SLUG, claim.getBytes(UTF_8), false);
              }
            },
            topic -> false,
            100);
    assertThat(topics.speaker(DEVICE.id())).isEqualTo(Speaker.THIS);

    hub.forget(DEVICE.id());
    DeviceId better = new DeviceId("serial:42");
    hub.add(DEVICE.toBuilder().id(better).aliases(Set.of(DEVICE.id())).build());
    topics.refresh(Set.of(better, DEVICE.id()));

    assertThat(topics.speaker(better)).isEqualTo(Speaker.THIS);
    assertThat(topics.speaker(DEVICE.id())).isEqualTo(Speaker.THIS);
  }

  @Test
  void theEventsOfADeviceThatHasLeftAreLeftToAHubThatKnowsIt() {
    assertThat(topics.speaker(DEVICE.id())).isEqualTo(Speaker.UNDECIDED);

    atticClaims(true, 0);
    assertThat(topics.speaker(DEVICE.id())).isEqualTo(Speaker.OTHER);

    assertThat(topics.isSeenElsewhere(DEVICE.id())).isTrue();

    topics.claims().onStatus("attic", false);
    assertThat(topics.speaker(DEVICE.id())).isEqualTo(Speaker.UNDECIDED);
    assertThat(topics.isSeenElsewhere(DEVICE.id())).isFalse();
  }
}
