// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.redis.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs that behave like the prototype's discovery service and its consumers share a Redis with
 * the hub: the oldest supported version, and a newer one.
 */
class PrototypeIT {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String PRINTER = "127.0.13.9";

  /** A device that only the service finds. */
  private static final String THEIRS =
      device("snapmaker:127.0.13.77", "127.0.13.77", "Old one", "snapmaker", "IDLE", "snapmaker");

  /** A device that the hub finds, too, under the same id. */
  private static final String BOTH =
      device("host:127.0.13.1", "127.0.13.1", "", "host", "away", "ping");

  private static SnapmakerPrinters printers;
  private static HubProcess hub;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    Assumptions.pythonWithRedis();
    Assumptions.installedRedis();
    printers = new SnapmakerPrinters("RUNNING");
    printers.add("Kiln", PRINTER);
    hub = HubProcess.prepare("prototype");
    printers.askedBy(hub);
    hub.configure("io.kitty.ping", "subnets", "127.0.13.0/30");
    hub.boot("kitty-ping, kitty-snapmaker, kitty-redis, kitty-store, kitty-web, kitty-shell");
    hub.start();
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {hub, printers}) {
      if (each != null) {
        each.close();
      }
    }
  }

  private static String device(
      String id, String ip, String name, String kind, String state, String source) {
    return """
    {"id":"%s","ip":"%s","name":"%s","kind":"%s","status":"%s","source":"%s"}\
    """
        .formatted(id, ip, name, kind, state, source);
  }

  private static TestServer server(int version) throws IOException {
    return version == 6 ? TestServer.with() : TestServer.newer();
  }

  @ParameterizedTest(name = "Redis {0}")
  @ValueSource(ints = {6, 7})
  void servicesAndConsumersOfThePrototypeWorkUnchanged(int version) throws Exception {
    printers.status("RUNNING");
    try (TestServer server = server(version);
        PythonProgram idle = listener(server, "events:printer_idle");
        PythonProgram all = listener(server, "events:*");
        PythonProgram service =
            new PythonProgram("writer.py", server.url(), "60", "1", THEIRS, BOTH)) {
      assertThat(server.version()).startsWith(version + ".");
      await("the service").atMost(SOON).until(() -> !service.lines().isEmpty());
      hub.configure(
          "io.kitty.redis",
          "enabled = true\nurl = " + server.url() + "\ndevice.ttl = 9\nhub = h" + version + "\n");
      await("our printer")
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(read(server, PRINTER).path("status").asText()).isEqualTo("RUNNING"));
      JsonNode ours = read(server, PRINTER);
      assertThat(ours.path("name").asText()).isEqualTo("Kiln");
      assertThat(ours.path("kind").asText()).isEqualTo("snapmaker");
      assertThat(ours.path("source").asText()).isEqualTo("snapmaker");
      assertThat(ours.path("last_seen").asDouble()).isPositive();

      change("IDLE", server);
      change("RUNNING", server);
      change("IDLE", server);

      String id = ours.path("id").asText();
      await("two messages").atMost(SOON).until(() -> messages(idle, id).size() == 2);
      for (JsonNode message : messages(idle, id)) {
        assertThat(message)
            .isEqualTo(
                Rest.parse(
                    "{\"channel\":\"events:printer_idle\",\"data\":{\"id\":\"%s\",\"ip\":\"%s\",\"name\":\"Kiln\"}}"
                        .formatted(id, PRINTER)));
      }
      assertThat(messages(idle, "snapmaker:127.0.13.77")).as("theirs").isNotEmpty();

      // Both renew and write the common device by turns, without events.
      int rounds = service.lines().size();
      await("the service").atMost(SOON).until(() -> service.lines().size() > rounds + 4);
      assertThat(messages(all, "host:127.0.13.1"))
          .extracting(message -> message.path("channel").asText())
          .containsExactly("events:device_appeared");
      assertThat(messages(all, "snapmaker:127.0.13.77"))
          .extracting(message -> message.path("channel").asText())
          .containsOnly("events:printer_idle");

      // The service's device is unchanged, and not the hub's.
      ObjectNode theirs = (ObjectNode) read(server, "127.0.13.77");
      theirs.remove("last_seen");
      assertThat(theirs).isEqualTo(Rest.parse(THEIRS));
      assertThat(hub.rest().each("/devices", "ip")).contains(PRINTER).doesNotContain("127.0.13.77");

      // The hub stops; the service's devices stay.
      hub.configure("io.kitty.redis", "enabled", "false");
      await("our printer to end")
          .atMost(Duration.ofSeconds(30))
          .until(() -> read(server, PRINTER).isMissingNode());
      assertThat(read(server, "127.0.13.1").path("id").asText()).isEqualTo("host:127.0.13.1");
      assertThat(read(server, "127.0.13.77").path("status").asText()).isEqualTo("IDLE");
    }
  }

  private static PythonProgram listener(TestServer server, String channel) throws IOException {
    PythonProgram listener = new PythonProgram("listener.py", server.url(), channel);
    await("the listener").atMost(SOON).until(() -> listener.lines().contains("listening"));
    return listener;
  }

  /** Returns the events of a device that a listener received. */
  private static List<JsonNode> messages(PythonProgram listener, String id) throws IOException {
    List<JsonNode> messages = new ArrayList<>();
    for (String line : listener.lines().subList(1, listener.lines().size())) {
      JsonNode message = Rest.parse(line);
      if (message.path("data").path("id").asText().equals(id)) {
        messages.add(message);
      }
    }
    return messages;
  }

  /** The device with an address, as a consumer finds it; missing if there is none. */
  private static JsonNode read(TestServer server, String ip) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode device : PythonProgram.run("reader.py", server.url())) {
      if (device.path("ip").asText().equals(ip)) {
        found.add(device);
      }
    }
    assertThat(found).as(ip).hasSizeLessThan(2);
    return found.isEmpty() ? MissingNode.getInstance() : found.get(0);
  }

  private static void change(String to, TestServer server) {
    printers.status(to);
    await("the state")
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(read(server, PRINTER).path("status").asText()).isEqualTo(to));
  }
}
