// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Independent implementations of the protocols find the hub, and the hub finds them. */
class OtherSidesIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String EVERYBODY = "127.255.255.255";
  private static final String BENCH = "127.0.24.9";
  private static final String SERIAL = "01P00B391800009";

  private static HubProcess hub;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    Assumptions.python();
    hub = HubProcess.prepare("othersides");
    hub.boot(
        "kitty-beacon, kitty-broadcast, kitty-multicast, kitty-bambu, kitty-bindserver,"
            + " kitty-store, kitty-web, kitty-shell");
    hub.configure("io.kitty.beacon", "announce", "true");
    hub.configure("io.kitty.beacon", "announce.host", "the-hub");
    hub.configure("io.kitty.beacon", "announce.port", "8088");
    hub.configure("io.kitty.broadcast", "timeout", "1");
    hub.configure(
        "io.kitty.multicast.publisher-page",
        enabled("message = {\"type\": \"KittyPage\", \"addr\": \"{ip}:8088\"}"));
    hub.configure(
        "io.kitty.bindserver-bench",
        enabled("serial = " + SERIAL, "model = C12", "name = Bench", "bind.address = " + BENCH));
    hub.start();
  }

  private static String enabled(String... lines) throws IOException {
    return "enabled = true\ninterfaces = %s\n%s\n"
        .formatted(HubProcess.loopback(), String.join("\n", lines));
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  private static List<JsonNode> parsed(PythonProgram program) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    for (String line : program.lines()) {
      if (line.startsWith("{")) {
        objects.add(Rest.parse(line));
      }
    }
    return objects;
  }

  private static void awaitFirstLine(PythonProgram program) {
    await("the program").atMost(SOON).until(() -> program.lines().contains("listening"));
  }

  /** The devices that a protocol sees at an address. */
  private static List<JsonNode> at(String protocol, String address) throws Exception {
    return StreamSupport.stream(hub.rest().json("/devices?source=" + protocol).spliterator(), false)
        .filter(device -> device.path("ip").asText().equals(address))
        .toList();
  }

  private static JsonNode awaitDevice(String protocol, String address) {
    return await("the device at " + address)
        .atMost(SOON)
        .until(() -> at(protocol, address), devices -> devices.size() == 1)
        .get(0);
  }

  private static List<String> said(PythonProgram woot) throws IOException {
    return parsed(woot).stream()
        .filter(beacon -> beacon.path("host").asText().equals("the-hub"))
        .filter(beacon -> beacon.path("port").asInt() == 8088)
        .map(beacon -> beacon.path("status").asText())
        .toList();
  }

  @Test
  void beaconHostsFindEachOther() throws Exception {
    try (PythonProgram laptop = new PythonProgram("woot.py", "127.0.24.1", "laptop", "1337")) {
      JsonNode device = awaitDevice("beacon", "127.0.24.1");
      assertThat(device.path("name").asText()).isEqualTo("laptop");
      assertThat(device.path("services").path(0).path("type").asText()).isEqualTo("_woot._tcp");
      assertThat(device.path("services").path(0).path("port").asInt()).isEqualTo(1337);
      await("the hub to say that it is there")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(said(laptop)).contains("ALIVE"));

      hub.configure("io.kitty.beacon", "announce", "false");
      await("the hub to say that it goes")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(said(laptop)).endsWith("DOWN"));
      hub.configure("io.kitty.beacon", "announce", "true");
      await("the hub to say that it is back")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(said(laptop)).containsSubsequence("DOWN", "UP"));

      try (EventFeed feed = hub.rest().events();
          PythonProgram desk = new PythonProgram("woot.py", "127.0.24.2", "desk", "80")) {
        String id = awaitDevice("beacon", "127.0.24.2").path("id").asText();
        desk.finish();
        await("the end of the other one")
            .atMost(SOON)
            .untilAsserted(() -> assertThat(feed.devices("departed")).contains(id));
      }
    }
  }

  @Test
  void serversThatReplyToABroadcastAreFound() throws Exception {
    try (PythonProgram stock = new PythonProgram("discover_server.py", "127.0.24.3")) {
      awaitFirstLine(stock);
      hub.rest().scan("broadcast");

      assertThat(awaitDevice("broadcast", "127.0.24.3").path("services").path(0).path("port"))
          .as("the port that clients take where none is told")
          .hasToString("8000");
    }
    try (PythonProgram shop = new PythonProgram("discover_server.py", "127.0.24.4", "9000")) {
      awaitFirstLine(shop);
      hub.rest().scan("broadcast");

      assertThat(awaitDevice("broadcast", "127.0.24.4").path("services").path(0).path("port"))
          .hasToString("9000");
    }
  }

  @Test
  void aClientThatBroadcastsFindsTheHub() throws Exception {
    assertThat(broadcast()).as("it answers nobody unless it is told to").isEmpty();

    hub.configure("io.kitty.broadcast", "respond", "true");
    try {
      await("the answer")
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(broadcast()).hasToString("[{\"ip\":\"127.0.0.1\",\"port\":8000}]"));
    } finally {
      hub.configure("io.kitty.broadcast", "respond", "false");
      await("the port to be free for a server").atMost(SOON).until(OtherSidesIT::isFree);
    }
  }

  private static boolean isFree() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(9999)) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    }
  }

  private static JsonNode broadcast() throws Exception {
    return PythonProgram.run("discover_client.py", "127.0.24.5", EVERYBODY, "1");
  }

  @Test
  void aSlicerFindsTheHubsPrinter() throws Exception {
    JsonNode login =
        await("the answer")
            .atMost(SOON)
            .ignoreExceptions()
            .until(() -> PythonProgram.run("slicer.py", BENCH).path("login"), JsonNode::isObject);

    assertThat(login.path("command").asText()).isEqualTo("detect");
    assertThat(login.path("sequence_id")).hasToString("\"20004\"");
    assertThat(login.path("id").asText()).isEqualTo(SERIAL);
    assertThat(login.path("model").asText()).isEqualTo("C12");
    assertThat(login.path("name").asText()).isEqualTo("Bench");
    assertThat(login.path("bind").asText()).as("else slicers refuse it").isEqualTo("free");
    assertThat(login.path("connect").asText()).isEqualTo("lan");
  }

  @Test
  void aPrinterForSlicersIsFound() throws Exception {
    String address = "127.0.24.8";
    try (PythonProgram printer =
        new PythonProgram("printer.py", address, "0309FA430000008", "N1", "Mini")) {
      awaitFirstLine(printer);
      hub.configure("io.kitty.bambu", "hosts", address);

      JsonNode device = awaitDevice("bambu", address);
      assertThat(device.path("id").asText()).isEqualTo("bambu:0309FA430000008");
      assertThat(device.path("name").asText()).isEqualTo("Mini");
      assertThat(device.path("model").asText()).isEqualTo("A1 mini");
      assertThat(parsed(printer).get(0).path("command").asText()).isEqualTo("detect");
    }
  }

  @Test
  void servicesAreAnnouncedBothWays() throws Exception {
    String pong = "{\"addr\": [\"127.0.24.6\", 15293], \"name\": \"Dave\", \"type\": \"pong\"}";
    try (PythonProgram listener = new PythonProgram("vault_listener.py", "127.0.0.1", "Kitty");
        PythonProgram publisher = new PythonProgram("vault_publisher.py", "127.0.24.6", pong)) {
      JsonNode device = awaitDevice("multicast", "127.0.24.6");
      assertThat(device.path("name").asText()).isEqualTo("Dave");
      assertThat(device.path("services").path(0).path("type").asText()).isEqualTo("pong");
      assertThat(device.path("services").path(0).path("port").asInt()).isEqualTo(15293);
      assertThat(publisher.lines()).isEmpty();

      await("the hub's announcement")
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(parsed(listener))
                      .first()
                      .satisfies(
                          message -> {
                            assertThat(message.path("type").asText()).isEqualTo("KittyPage");
                            assertThat(message.path("addr").asText()).isEqualTo("127.0.0.1:8088");
                          }));
    }
  }
}
