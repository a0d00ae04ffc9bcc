// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A protocol is deployed to a running hub as one file and removed with it; other modules are
 * unaffected.
 */
class HotDeployIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  private static HubProcess hub;
  private EventFeed feed;

  @BeforeAll
  static void startWithoutAnyProtocol() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("deploy");
    hub.configure("io.kitty.ping", "subnets", "127.0.4.0/29");
    hub.boot("kitty-store, kitty-web, kitty-shell");
    hub.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  @BeforeEach
  void listen() throws Exception {
    feed = hub.rest().events();
    await("the snapshot").atMost(SOON).until(() -> !feed.events("snapshot").isEmpty());
    assertThat(hub.rest().get("/protocols").body()).isEqualTo("[]");
  }

  @AfterEach
  void otherModulesAreUnaffected() {
    assertThat(feed.ended()).as("the event stream has ended").isFalse();
    feed.close();
  }

  @Test
  void aProtocolJarWorksWhenDeployedAndStopsWhenRemoved() throws Exception {
    Path deployed = drop(HubProcess.bundle("io.kitty.ping"));

    await("six hosts").atMost(SOON).until(() -> feed.devices("appeared").size() >= 6);
    assertThat(hub.rest().each("/devices", "source")).hasSize(6).containsOnly("ping");
    boolean icmp = hub.rest().each("/protocols", "state").contains("running");
    assertThat(ProcessSockets.icmp(hub.pid())).hasSize(icmp ? 1 : 0);
    List<String> found = hub.rest().each("/devices", "id");

    Files.delete(deployed);

    await("all to depart")
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(feed.devices("departed")).containsExactlyInAnyOrderElementsOf(found));
    assertThat(reasons()).containsOnly("PROVIDER_STOPPED");
    assertThat(hub.rest().get("/devices").body()).isEqualTo("[]");
    assertThat(hub.rest().get("/protocols").body()).isEqualTo("[]");
    assertThat(ProcessSockets.icmp(hub.pid())).isEmpty();
  }

  @Test
  void aProtocolKarWorksWhenDeployedAndStopsWhenRemoved() throws Exception {
    try (UpnpDevice lamp = new UpnpDevice("Lamp", "127.0.4.9")) {
      Path deployed = drop(Path.of(System.getProperty("kitty.kars"), "kitty-ssdp.kar"));

      await("the protocol")
          .atMost(SOON)
          .until(() -> hub.rest().json("/health").path("ssdp").asBoolean());
      assertThat(ProcessSockets.udp(hub.pid())).anyMatch(socket -> socket.getPort() == 1900);
      lamp.alive();
      await("the lamp")
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(hub.rest().each("/devices", "name")).containsExactly("Lamp"));

      Files.delete(deployed);

      await("the lamp to depart")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(feed.devices("departed")).containsExactly(lamp.id()));
      assertThat(reasons()).containsOnly("PROVIDER_STOPPED");
      assertThat(ProcessSockets.udp(hub.pid())).isEmpty();
      await("the protocol to be gone")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(hub.rest().get("/protocols").body()).isEqualTo("[]"));
    }
  }

  @Test
  void theExampleProtocolWorks() throws Exception {
    hub.configure("io.kitty.ubiquiti", "interfaces", HubProcess.loopback());
    try (UbiquitiDevice attic = new UbiquitiDevice("127.0.4.10")) {
      Path deployed = drop(Path.of(System.getProperty("kitty.example")));

      await("the device").atMost(SOON).until(() -> feed.devices("appeared").contains(attic.id()));
      JsonNode device = hub.rest().json("/devices/" + attic.id());
      assertThat(device.path("ip").asText()).isEqualTo("127.0.4.10");
      assertThat(device.path("name").asText()).isEqualTo("Attic");
      assertThat(device.path("model").asText()).isEqualTo("U7-Pro");
      assertThat(device.path("kind").asText()).isEqualTo("network");
      assertThat(hub.console("kitty:protocols")).contains("ubiquiti");

      Files.delete(deployed);

      await("the device to depart")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(feed.devices("departed")).containsExactly(attic.id()));
      assertThat(reasons()).containsOnly("PROVIDER_STOPPED");
      assertThat(ProcessSockets.udp(hub.pid())).isEmpty();
      await("the protocol to be gone")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(hub.rest().get("/protocols").body()).isEqualTo("[]"));
    }
  }

  private List<String> reasons() {
    return feed.events("departed").stream()
        .map(event -> event.data().path("reason").asText())
        .toList();
  }

  /** Puts a file into the deploy folder in one piece. */
  private static Path drop(Path file) throws Exception {
    Path part = Files.copy(file, hub.data().resolve(file.getFileName()));
    return Files.move(
        part, hub.deploy().resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }
}
