// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.commons.key.Secret;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent;
import io.kitty.inventory.DeviceQuery;
import io.kitty.mqtt.broker.BrokerSettings;
import io.kitty.mqtt.broker.BrokerTls;
import io.kitty.mqtt.broker.BrokerUrl;
import io.kitty.mqtt.event.EventMessages;
import io.kitty.mqtt.message.DiscoveryMessages.Form;
import io.kitty.mqtt.message.HubInfo;
import io.kitty.mqtt.message.Topics;
import io.kitty.mqtt.topic.BrokerTopics;
import io.kitty.state.MachineState;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.hub.FakeHub;
import io.kitty.testkit.recipe.NodeRed;
import io.kitty.testkit.recipe.Readme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of the README: what they use is published, and the flow runs. */
class RecipesTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final DeviceQuery ALL = DeviceQuery.builder().presence(Set.of()).build();
  private static final Topics TOPICS = new Topics("homeassistant", "kitty", "attic");

  @TempDir private Path folder;

  private Mosquitto broker;
  private Subscriber others;

  @BeforeEach
  void startBroker() throws Exception {
    broker = new Mosquitto(Files.createDirectory(folder.resolve("broker")));
    others = new Subscriber(broker.url());
  }

  @AfterEach
  void stop() throws Exception {
    if (others != null) {
      others.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  private static Device printer(String status) {
    Device device = TestDevices.printer(1);
    Map<Fact, String> facts = new HashMap<>(device.facts());
    facts.put(Fact.STATUS, status);
    facts.put(Fact.NAME, "Workshop P1S");
    return TestDevices.doing(
        device.withFacts(facts), MachineState.builder().job("benchy.3mf").build());
  }

  @Test
  void theAutomationUsesAnEntityAsItIsPublished() throws Exception {
    String automation = Readme.block("Home Assistant", "yaml");
    FakeHub hub = new FakeHub();
    hub.add(printer("RUNNING"));
    MqttSession session = session(hub);
    try {
      JsonNode status =
          new ObjectMapper()
              .readTree(published("/config", "\"status\":{"))
              .path("components")
              .path("status");

      assertThat(value(automation, "entity_id"))
          .isEqualTo(status.path("default_entity_id").asText());
      assertThat(status.path("options").toString())
          .contains("\"" + value(automation, "from") + "\"")
          .contains("\"" + value(automation, "to") + "\"")
          .contains("\"" + changedTo(Readme.block("openHAB", "")) + "\"");
      assertThat(automation)
          .contains("state_attr('" + value(automation, "entity_id") + "', 'job')");
      assertThat(status.path("json_attributes_template").asText()).contains("'job'");
      assertThat(published("/state", "\"status\":\"running\"")).contains("\"job\":\"benchy.3mf\"");
    } finally {
      session.close();
    }
  }

  private MqttSession session(FakeHub hub) {
    BrokerSettings settings =
        new BrokerSettings(
            BrokerUrl.parse(broker.url()),
            Mosquitto.USER,
            Secret.NONE,
            BrokerTls.sockets("", "", ""));
    BrokerTopics topics =
        new BrokerTopics(
            hub,
            ALL,
            folder.resolve("slugs"),
            TOPICS,
            Form.DEVICE,
            () -> new HubInfo("attic", "1.2.3", ""));
    MqttSession session =
        new MqttSession(settings, TOPICS, hub, topics, Duration.ofMillis(200), () -> true);
    session.start();
    return session;
  }

  /** Returns the payload with this part of a topic with this end, once there is one. */
  private String published(String end, String part) {
    return await(end)
        .atMost(SOON)
        .until(
            () ->
                others.topics().entrySet().stream()
                    .filter(topic -> topic.getKey().endsWith(end))
                    .map(Map.Entry::getValue)
                    .filter(payload -> payload.contains(part))
                    .findFirst()
                    .orElse(""),
            payload -> !payload.isEmpty());
  }

  private static String value(String yaml, String key) {
    return group(yaml, "(?m)^ +" + key + ": (\\S+)$");
  }

  private static String changedTo(String rule) {
    return group(rule, "changed to \"(\\w+)\"");
  }

  private static String group(String text, String expression) {
    Matcher matcher = Pattern.compile(expression).matcher(text);
    assertThat(matcher.find()).as(expression).isTrue();
    return matcher.group(1);
  }

  /** It is skipped where Node-RED is not installed. */
  @Test
  void nodeRedTellsOfAFinishedPrint() throws Exception {
    String flow = Readme.block("Node-RED", "json");
    assertThat(flow).contains("\"1883\"");
    List<String> events =
        new EventMessages(new PrinterCodec(), ALL)
            .of(new DeviceEvent.Changed(printer("RUNNING"), printer("FINISHED"), false));
    assertThat(events).hasSize(2);

    try (NodeRed nodeRed =
        new NodeRed(
            Files.createDirectory(folder.resolve("node-red")),
            flow.replace("\"1883\"", "\"" + broker.port() + "\""))) {
      nodeRed.await("Connected to broker");
      await("the flow")
          .atMost(SOON)
          .until(
              () -> {
                for (String event : events) {
                  others.publish("kitty/events", event, false);
                }
                return nodeRed.lines().stream()
                    .anyMatch(line -> line.endsWith("Workshop P1S has finished benchy.3mf"));
              });

      assertThat(nodeRed.lines().stream().filter(line -> line.contains("[debug:")))
          .allMatch(line -> line.endsWith("Workshop P1S has finished benchy.3mf"));
    }
  }

  /** Writes what the flow uses of a printer, as the hub does. */
  private static final class PrinterCodec extends FakeCodec {
    @Override
    public String json(Collection<Device> devices, Set<String> members) {
      return devices.stream()
          .map(
              device ->
                  "{\"id\":\"%s\",\"name\":\"%s\",\"job\":{\"name\":\"%s\"}}"
                      .formatted(device.id(), device.name(), device.state().job().name()))
          .toList()
          .toString();
    }
  }
}
