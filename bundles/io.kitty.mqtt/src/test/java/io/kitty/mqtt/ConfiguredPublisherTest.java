// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.hub.FakeHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change of the configuration does to what is published. */
class ConfiguredPublisherTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private final FakeHub hub = new FakeHub();
  private ConfiguredPublisher publisher;
  private Mosquitto broker;
  private Subscriber others;

  @BeforeEach
  void start() throws Exception {
    broker = new Mosquitto(folder);
    others = new Subscriber(broker.url());
    publisher = new ConfiguredPublisher(hub, new FakeCodec(), folder.resolve("kitty"), () -> "");
  }

  @AfterEach
  void stop() throws Exception {
    if (publisher != null) {
      publisher.close(false);
    }
    if (others != null) {
      others.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  private MqttConfig config(Map<String, Object> changes) {
    Map<String, Object> values = new HashMap<>();
    values.put("enabled", true);
    values.put("url", broker.url());
    values.put("hub", "attic");
    values.putAll(changes);
    return TestConfigs.with(MqttConfig.class, values);
  }

  private void awaitTopic(String topic, String part) {
    await(topic)
        .atMost(SOON)
        .untilAsserted(() -> assertThat(others.get(topic)).as(topic).contains(part));
  }

  private void publish(Device device) {
    hub.add(device);
    publisher.current().orElseThrow().onEvent(new DeviceEvent.Appeared(device, false));
    awaitTopic(state(device), "presence");
  }

  private static String state(Device device) {
    return "kitty/devices/" + device.id().value().replaceAll("[^A-Za-z0-9_-]", "_") + "/state";
  }

  @Test
  void aConfigurationThatCannotBeUsedChangesNothingButTheStatus() {
    publisher.use(config(Map.of()));
    awaitTopic("kitty/hubs/attic/status", "online");
    publish(TestDevices.host(1));
    List<String> hubStatus = others.record("kitty/hubs/attic/status");
    List<String> deviceState = others.record(state(TestDevices.host(1)));

    String missing = folder.resolve("missing").toString();
    for (Map<String, Object> changes :
        List.<Map<String, Object>>of(
            Map.of("url", "http://127.0.0.1"),
            Map.of("base_topic", "other", "password_file", missing),
            Map.of("base_topic", "other", "ca_file", missing),
            Map.of("base_topic", "other", "cert_file", missing, "key_file", missing))) {
      publisher.use(config(changes));

      ModuleStatus status = publisher.status("mqtt");
      assertThat(status.state()).as("%s", changes).isEqualTo(State.DEGRADED);
      assertThat(status.detail())
          .startsWith("etc/io.kitty.mqtt.cfg: ")
          .contains(changes.containsKey("url") ? "url must be mqtt://" : ".file = " + missing);
    }

    publish(TestDevices.host(2));
    assertThat(hubStatus).isEmpty();
    assertThat(deviceState).isEmpty();
    assertThat(publisher.status("mqtt").counters()).containsEntry("connections", 1L);
  }

  @Test
  void aFileThatCanBeReadLaterIsUsedThen() throws Exception {
    publisher.use(config(Map.of()));
    awaitTopic("kitty/hubs/attic/status", "online");
    Path password = folder.resolve("password");
    publisher.use(config(Map.of("base_topic", "other", "password_file", password.toString())));
    publisher.retry();
    assertThat(publisher.status("mqtt").state()).isEqualTo(State.DEGRADED);

    Files.writeString(password, "late");
    publisher.retry();

    awaitTopic("other/hubs/attic/status", "online");
    assertThat(publisher.status("mqtt").state()).isEqualTo(State.RUNNING);
    assertThat(publisher.status("mqtt").detail()).isEmpty();
    assertThat(others.topics().keySet()).noneMatch(topic -> topic.startsWith("kitty/hubs/"));
  }

  @Test
  void aFirstConfigurationThatCannotBeUsedPublishesNothing() {
    publisher.use(config(Map.of("password_file", folder.resolve("missing").toString())));

    assertThat(publisher.current()).isEmpty();
    assertThat(publisher.status("mqtt").state()).isEqualTo(State.FAILED);

    publisher.use(config(Map.of("enabled", false, "url", "nowhere")));
    assertThat(publisher.status("mqtt").state()).isEqualTo(State.DISABLED);
  }
}
