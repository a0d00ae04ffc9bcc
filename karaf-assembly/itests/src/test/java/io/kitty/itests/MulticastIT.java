// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The multicast listener and publishers are added, changed and removed while the hub runs. */
class MulticastIT {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String PUBLISHER = "io.kitty.multicast.publisher-oven";
  private static final String DEVICES = "io.kitty.multicast.devices";

  private static HubProcess hub;
  private static List<InetSocketAddress> others;
  private MulticastPeer peer;
  private EventFeed feed;
  private Path deployed;

  @BeforeAll
  static void startWithoutIt() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("multicast");
    hub.configure("io.kitty.ping", "subnets", "127.0.4.0/30");
    hub.configure(DEVICES, "interfaces", HubProcess.loopback());
    hub.boot("kitty-ping, kitty-store, kitty-web, kitty-shell");
    hub.start();
    others = ProcessSockets.udp(hub.pid());
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  @BeforeEach
  void deploy() throws Exception {
    peer = new MulticastPeer();
    feed = hub.rest().events();
    await("the snapshot").atMost(SOON).until(() -> !feed.events("snapshot").isEmpty());
    Path kar = Path.of(System.getProperty("kitty.kars"), "kitty-multicast.kar");
    Path part = Files.copy(kar, hub.data().resolve(kar.getFileName()));
    deployed =
        Files.move(part, hub.deploy().resolve(kar.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    await("the listener")
        .atMost(SOON)
        .until(() -> hub.rest().json("/health").path("multicast").asBoolean());
  }

  @AfterEach
  void removeAndLeaveNothing() throws Exception {
    Files.delete(deployed);
    await("the sockets to be free")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(ProcessSockets.udp(hub.pid()))
                    .containsExactlyInAnyOrderElementsOf(others));
    await("the protocols to be gone")
        .atMost(SOON)
        .until(() -> hub.rest().each("/protocols", "id").equals(List.of("ping")));
    assertThat(feed.ended()).as("the event stream has ended").isFalse();
    assertThat(hub.rest().json("/health").path("ping").asBoolean()).isTrue();
    Files.deleteIfExists(hub.etc().resolve(PUBLISHER + ".cfg"));
    hub.configure(DEVICES, "enabled", "false");
    feed.close();
    peer.close();
  }

  /** Writes the file of a publisher on the loopback interface. */
  private static void publish(String message, String... lines) throws Exception {
    hub.configure(
        PUBLISHER,
        "enabled = true\ninterfaces = %s\nperiod = 0.2\nmessage = %s\n%s\n"
            .formatted(HubProcess.loopback(), message, String.join("\n", lines)));
  }

  private int awaitPacket(String part) {
    return await("a packet with " + part)
        .atMost(SOON)
        .until(() -> peer.heard(part), packets -> !packets.isEmpty())
        .get(0)
        .port();
  }

  private static JsonNode metrics(String name) throws Exception {
    JsonNode all = Rest.parse(hub.console("kitty:multicast --json"));
    return StreamSupport.stream(all.spliterator(), false)
        .filter(each -> each.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in " + all));
  }

  @Test
  void listsAnnouncedServicesUntilTheyExpire() throws Exception {
    MulticastPeer.announce(
        "127.0.5.9", "{\"type\": \"kiln\", \"name\": \"Oven\", \"addr\": [\"127.0.5.9\", 81]}");
    MulticastPeer.announce("127.0.5.10", "there is nothing to see");

    await("the device")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(feed.devices("appeared")).contains("multicast:127.0.5.9"));
    JsonNode device = hub.rest().json("/devices/multicast:127.0.5.9");
    assertThat(device.path("name").asText()).isEqualTo("Oven");
    JsonNode service = device.path("services").path(0);
    assertThat(service.path("type").asText()).isEqualTo("kiln");
    assertThat(service.path("port").asInt()).isEqualTo(81);
    assertThat(metrics("listener").path("packets_received").asInt()).isEqualTo(2);
    assertThat(metrics("listener").path("errors").asInt()).isEqualTo(1);
    assertThat(metrics("listener").path("active_services").asInt()).isEqualTo(1);
    assertThat(hub.log()).doesNotContain("nothing to see");

    hub.console("kitty:multicast-reset listener");

    assertThat(metrics("listener").path("packets_received").asInt()).isZero();
  }

  @Test
  void anEditOfTheFileIsInTheNextPacket() throws Exception {
    publish("{\"type\": \"kiln\", \"name\": \"first, \\\\\"or so\\\\\"\", \"addr\": \"{ip}:81\"}");
    int port = awaitPacket("first, \\\"or so\\\"");
    assertThat(peer.heard("first").get(0).text()).contains("\"addr\":\"127.0.0.1:81\"");
    await("some packets").atMost(SOON).until(() -> peer.heard("first").size() > 5);

    publish("{\"type\": \"kiln\", \"name\": \"second\"}");

    assertThat(awaitPacket("second")).as("the socket is the same").isEqualTo(port);
    await("some packets").atMost(SOON).until(() -> peer.heard("second").size() > 5);
    assertThat(metrics("oven").path("packets_sent").asInt())
        .as("it counts on")
        .isGreaterThan(peer.heard("first").size());
    assertThat(hub.rest().each("/devices", "source")).as("not listed").containsOnly("ping");
  }

  @Test
  void anInvalidMessageIsReportedAndTheLastGoodOneKept() throws Exception {
    publish("{\"name\": \"good\"}");
    awaitPacket("good");

    publish("{\"name\": \"" + "x".repeat(1500) + "\"}");

    String line =
        await("a reason")
            .atMost(SOON)
            .until(MulticastIT::reasons, reasons -> !reasons.isEmpty())
            .get(0);
    assertThat(line)
        .contains(
            "etc/" + PUBLISHER + ".cfg: message = {\"name\": \"xxx",
            "... is not used",
            "1400 bytes")
        .hasSizeLessThan(500);
    int before = peer.heard("good").size();
    await("more packets").atMost(SOON).until(() -> peer.heard("good").size() > before + 5);

    publish("{\"name\": \"better\"}");

    awaitPacket("better");
    await("no reason").atMost(SOON).until(() -> reasons().isEmpty());
  }

  private static List<String> reasons() throws Exception {
    return Rest.texts(hub.rest().json("/health").path("reasons")).stream()
        .filter(reason -> reason.contains(PUBLISHER))
        .toList();
  }

  @Test
  void aDisabledOrDeletedPublisherClosesItsSocket() throws Exception {
    List<InetSocketAddress> before = ProcessSockets.udp(hub.pid());
    publish("{\"name\": \"here\"}");
    awaitPacket("here");
    assertThat(ProcessSockets.udp(hub.pid())).hasSizeGreaterThan(before.size());

    hub.configure(PUBLISHER, "enabled", "false");
    awaitSockets(before);

    hub.configure(PUBLISHER, "enabled", "true");
    int heard = peer.heard("here").size();
    await("packets again").atMost(SOON).until(() -> peer.heard("here").size() > heard + 2);

    Files.delete(hub.etc().resolve(PUBLISHER + ".cfg"));
    awaitSockets(before);
  }

  private static void awaitSockets(List<InetSocketAddress> wanted) {
    await("the sockets")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(ProcessSockets.udp(hub.pid()))
                    .containsExactlyInAnyOrderElementsOf(wanted));
  }

  @Test
  void announcesTheDevicesFoundHere() throws Exception {
    hub.configure(DEVICES, "enabled", "true");

    await("both hosts")
        .atMost(SOON)
        .until(
            () ->
                !peer.heard("\"addr\":\"127.0.4.1\"").isEmpty()
                    && !peer.heard("\"addr\":\"127.0.4.2\"").isEmpty());
    assertThat(peer.heard("127.0.4.1").get(0).text())
        .contains("\"type\":\"host\"", "\"id\":\"host:127.0.4.1\"", "\"timestamp\":");
  }
}
