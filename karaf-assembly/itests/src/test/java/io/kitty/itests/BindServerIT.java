// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
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

/** Virtual printers are added, changed and removed while the hub runs. */
class BindServerIT {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String SERIAL = "01P00B391800001";
  private static final String DEVICE = "/devices/bambu:" + SERIAL;

  private static HubProcess hub;
  private static List<InetSocketAddress> others;
  private final int plain = HubProcess.freePort();
  private final int tls = HubProcess.freePort();
  private Path deployed;

  @BeforeAll
  static void startWithoutIt() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("bindserver");
    hub.configure("io.kitty.ping", "subnets", "127.0.4.0/30");
    hub.boot("kitty-ping, kitty-bambu, kitty-store, kitty-web, kitty-shell");
    hub.start();
    await("the console").atMost(SOON).ignoreExceptions().until(() -> !isSilent());
    others = sockets();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  @BeforeEach
  void deploy() throws Exception {
    Path jar = HubProcess.bundle("io.kitty.bindserver");
    Path part = Files.copy(jar, hub.data().resolve(jar.getFileName()));
    deployed =
        Files.move(part, hub.deploy().resolve(jar.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    await("the module").atMost(SOON).until(() -> hub.rest().json("/health").has("bindserver"));
  }

  @AfterEach
  void removeAndLeaveNothing() throws Exception {
    Files.delete(deployed);
    await("the sockets to be free")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(sockets()).containsExactlyInAnyOrderElementsOf(others));
    await("the module to be gone")
        .atMost(SOON)
        .until(() -> !hub.rest().json("/health").has("bindserver"));
    for (String name : List.of("bench", "attic")) {
      Files.deleteIfExists(file(name));
    }
  }

  private static boolean isSilent() throws IOException {
    return hub.console("kitty:protocols").isEmpty();
  }

  private static List<InetSocketAddress> sockets() throws IOException {
    List<InetSocketAddress> sockets = ProcessSockets.listening(hub.pid());
    sockets.addAll(ProcessSockets.udp(hub.pid()));
    return sockets;
  }

  private static Path file(String name) {
    return hub.etc().resolve("io.kitty.bindserver-" + name + ".cfg");
  }

  private void configure(String name, String serial, String address, String... more)
      throws Exception {
    hub.configure(
        "io.kitty.bindserver-" + name,
        String.join(
            "\n",
            "enabled = true",
            "interfaces = " + HubProcess.loopback(),
            "serial = " + serial,
            "model = C12",
            "name = The one in the " + name,
            "bind.address = " + address,
            "plain.port = " + plain,
            "tls.port = " + tls,
            String.join("\n", more),
            ""));
  }

  private static JsonNode awaitAnswer(String address, int port, String name) {
    return await("the answer of " + name)
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> Slicer.ask(address, port), said -> said.path("name").asText().equals(name));
  }

  private static List<String> reasons() throws Exception {
    return Rest.texts(hub.rest().json("/health").path("reasons"));
  }

  @Test
  void aPrinterIsConfiguredReconfiguredAndRemoved() throws Exception {
    try (EventFeed feed = hub.rest().events()) {
      configure("bench", SERIAL, "127.0.0.1", "announce = true", "announce.interval = 1");
      JsonNode said = awaitAnswer("127.0.0.1", plain, "The one in the bench");
      assertThat(said.path("id").asText()).isEqualTo(SERIAL);
      String pem = hub.console("kitty:bind-certificate " + SERIAL);
      assertThat(Slicer.askSecurely("127.0.0.1", tls, pem)).isEqualTo(said);
      await("the announcement")
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(Rest.each(hub.rest().json(DEVICE).path("sightings"), "source"))
                      .contains("bambu", "bindserver"));
      assertThat(hub.rest().json(DEVICE).path("virtual").asBoolean()).isTrue();

      configure("bench", SERIAL, "127.0.0.1", "connect = farm");
      await("the change")
          .atMost(SOON)
          .ignoreExceptions()
          .until(() -> Slicer.ask("127.0.0.1", plain).path("connect").asText().equals("farm"));
      configure("attic", "01P00C391800001", "127.0.0.2");
      awaitAnswer("127.0.0.2", plain, "The one in the attic");
      assertThat(feed.devices("departed")).isEmpty();
      assertThat(hub.console("kitty:bind-server"))
          .contains(SERIAL, "01P00C391800001", "127.0.0.2", "TLS_AES_256_GCM_SHA384");

      try (Socket silent = Slicer.connect("127.0.0.1", plain)) {
        Files.delete(file("bench"));

        assertThat(silent.getInputStream().read()).as("it is hung up on").isEqualTo(-1);
      }
      assertThatThrownBy(() -> Slicer.ask("127.0.0.1", plain)).isInstanceOf(IOException.class);
      awaitAnswer("127.0.0.2", plain, "The one in the attic");
      await("its end").atMost(Duration.ofSeconds(30)).until(() -> departed(feed, SERIAL));
      assertThat(feed.ended()).isFalse();
      assertThat(hub.rest().get("/devices?source=ping").body()).contains("127.0.4.1");
    }
  }

  private static boolean departed(EventFeed feed, String serial) {
    return feed.devices("departed").contains("bambu:" + serial);
  }

  @Test
  void aMissingKeyStartsNothingAndIsReported() throws Exception {
    configure("bench", "", "127.0.0.1");

    await("the complaint")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(reasons())
                    .singleElement()
                    .asString()
                    .contains("bindserver-bench.cfg: serial is missing: allowed are 8 to 32"));
    assertThat(sockets()).containsExactlyInAnyOrderElementsOf(others);

    configure("bench", "short", "127.0.0.1");

    await("the other complaint")
        .atMost(SOON)
        .until(() -> reasons().toString().contains("serial = short is not used: allowed are"));
    assertThat(sockets()).containsExactlyInAnyOrderElementsOf(others);

    configure("bench", SERIAL, "127.0.0.1");

    awaitAnswer("127.0.0.1", plain, "The one in the bench");
    assertThat(reasons()).isEmpty();
  }

  @Test
  void aReasonEndsWithItsFile() throws Exception {
    configure("bench", "", "127.0.0.1");
    await("the complaint").atMost(SOON).until(() -> !reasons().isEmpty());

    Files.delete(file("bench"));

    await("the end of it").atMost(SOON).until(() -> reasons().isEmpty());
  }

  @Test
  void aPortInUseIsReportedAndOpenedLater() throws Exception {
    InetAddress address = InetAddress.getByName("127.0.0.1");
    try (ServerSocket first = new ServerSocket(plain, 1, address);
        ServerSocket second = new ServerSocket(tls, 1, address)) {
      configure("bench", SERIAL, "127.0.0.1");
      await("what is wrong")
          .atMost(SOON)
          .until(
              () ->
                  reasons().toString().contains("TCP port " + plain + " of 127.0.0.1")
                      && reasons().toString().contains("TCP port " + tls + " of 127.0.0.1"));
      second.close();

      awaitAnswer("127.0.0.1", tls, "The one in the bench");
      await("one that is enough").atMost(SOON).until(() -> reasons().isEmpty());
      assertThat(hub.console("kitty:bind-server")).contains("TCP port " + plain, "in use");
      assertThat(hub.log()).contains("cannot answer on TCP port " + plain);
    }
    awaitAnswer("127.0.0.1", plain, "The one in the bench");
  }
}
