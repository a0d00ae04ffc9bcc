// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.commons.key.Secret;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.hub.ModuleStatus;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.DeviceQuery;
import io.kitty.mqtt.broker.BrokerSettings;
import io.kitty.mqtt.broker.BrokerTls;
import io.kitty.mqtt.broker.BrokerUrl;
import io.kitty.mqtt.message.DiscoveryMessages.Form;
import io.kitty.mqtt.message.HubInfo;
import io.kitty.mqtt.message.Topics;
import io.kitty.mqtt.topic.BrokerTopics;
import io.kitty.state.Heater;
import io.kitty.state.MachineState;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.hub.FakeHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a broker retains, from the first connection to the end. */
class MqttSessionTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Topics TOPICS = new Topics("homeassistant", "kitty", "attic");
  private static final DeviceQuery ALL = DeviceQuery.builder().presence(Set.of()).build();

  @TempDir private Path folder;

  private final FakeHub hub = new FakeHub();
  private final List<MqttSession> sessions = new ArrayList<>();
  private Mosquitto broker;
  private Subscriber others;

  @BeforeEach
  void startBroker() throws Exception {
    broker = new Mosquitto(folder);
    others = new Subscriber(broker.url());
  }

  @AfterEach
  void stop() throws Exception {
    sessions.forEach(MqttSession::close);
    if (others != null) {
      others.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  private MqttSession session(Form form, DeviceQuery filter, String url, Secret password) {
    BrokerTopics topics =
        new BrokerTopics(
            hub,
            filter,
            folder.resolve("kitty/slugs"),
            TOPICS,
            form,
            () -> new HubInfo("attic", "1.2.3", "http://hub.example:8088"));
    BrokerSettings settings =
        new BrokerSettings(
            BrokerUrl.parse(url), Mosquitto.USER, password, BrokerTls.sockets("", "", ""));
    MqttSession session =
        new MqttSession(settings, TOPICS, hub, topics, Duration.ofMillis(200), () -> true);
    sessions.add(session);
    session.start();
    return session;
  }

  private MqttSession session() {
    return session(Form.DEVICE, ALL, broker.url(), Secret.NONE);
  }

  private static Device printing(int number) {
    MachineState state =
        MachineState.builder()
            .job("benchy.3mf")
            .progress(0.42)
            .remaining(600)
            .temperature(Heater.NOZZLE, 219.96, 220)
            .build();
    Device device = TestDevices.printer(number);
    Map<Fact, String> facts = new HashMap<>(device.facts());
    facts.put(Fact.STATUS, "RUNNING");
    facts.put(Fact.USER_ROOM, "Workshop");
    return TestDevices.doing(device.withFacts(facts), state);
  }

  private static String slug(Device device) {
    return device.id().value().replaceAll("[^A-Za-z0-9_-]", "_");
  }

  private void awaitTopic(String topic, String part) {
    await(topic)
        .atMost(SOON)
        .untilAsserted(() -> assertThat(others.get(topic)).as(topic).contains(part));
  }

  private void awaitNothingOf(Device device) {
    await("nothing of it")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(others.topics().keySet())
                    .noneMatch(topic -> topic.contains(slug(device))));
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void everyMessageOf300MachinesIsWhatHomeAssistantDocuments(Form form) throws Exception {
    for (int i = 0; i < 300; i++) {
      hub.add(i % 3 == 0 ? TestDevices.host(i) : i % 3 == 1 ? printing(i) : TestDevices.printer(i));
    }
    session(form, ALL, broker.url(), Secret.NONE);
    int devices = hub.devices().size();

    await("all states")
        .atMost(SOON)
        .until(
            () ->
                others.topics().keySet().stream().filter(topic -> topic.endsWith("/state")).count()
                    == devices + 1);
    others.topics().forEach(MessageSchemas::verify);
    assertThat(others.topics().keySet().stream().filter(topic -> topic.endsWith("/config")))
        .hasSizeGreaterThan(devices);
  }

  @Test
  void theSchemaRefusesWhatHomeAssistantDropsSilently() throws Exception {
    hub.add(printing(1));
    session();
    String config = TOPICS.device(slug(printing(1)));
    awaitTopic(config, "components");
    String valid = others.get(config);

    assertThat(MessageSchemas.isDescription(valid)).isTrue();
    for (String key :
        List.of("value_template", "state_topic", "options", "default_entity_id", "name")) {
      String misspelt = valid.replace("\"" + key + "\":", "\"" + key + "s\":");
      assertThat(misspelt).isNotEqualTo(valid);
      assertThat(MessageSchemas.isDescription(misspelt)).as(key).isFalse();
    }
    String more = valid.replace("{\"device\":{", "{\"device\":{\"area\":\"x\",");
    assertThat(MessageSchemas.isDescription(more)).isFalse();
  }

  @Test
  void theSchemaRefusesStatesThatAreNotDocumented() {
    hub.add(printing(1));
    session();
    awaitTopic(TOPICS.state(slug(printing(1))), "present");
    String valid = others.get(TOPICS.state(slug(printing(1))));

    assertThat(MessageSchemas.isMessage(valid)).isTrue();
    for (String wrong :
        List.of(
            valid.replace("\"job\":", "\"jobs\":"),
            valid.replace("\"running\"", "\"RUNNING\""),
            valid.replace("\"progress\":42", "\"progress\":0.42"),
            valid.replace("\"present\"", "true"))) {
      assertThat(wrong).isNotEqualTo(valid);
      assertThat(MessageSchemas.isMessage(wrong)).as(wrong).isFalse();
    }
  }

  @Test
  void describesAMachineWithAllThatItTells() {
    Device device = printing(1);
    hub.add(device);
    session();

    String config = TOPICS.device(slug(device));
    awaitTopic(config, "\"device_class\":\"connectivity\"");
    assertThat(others.get(config))
        .contains("\"connections\":[[\"mac\",\"02:00:00:00:00:01\"]]")
        .contains("\"suggested_area\":\"Workshop\"", "\"via_device\":\"kitty_hub_attic\"")
        .contains("\"configuration_url\":\"http://192.0.2.3/\"")
        .contains("\"default_entity_id\":\"binary_sensor.drucker_no_1\"", "\"name\":null")
        .contains("\"progress\":{", "\"remaining\":{", "\"nozzle\":{")
        .doesNotContain("\"bed\":{");
    awaitTopic(TOPICS.state(slug(device)), "\"progress\":42");
    assertThat(others.get(TOPICS.state(slug(device))))
        .contains("\"presence\":\"present\"", "\"status\":\"running\"", "\"remaining\":600")
        .contains("\"nozzle\":220.0", "\"job\":\"benchy.3mf\"");
    awaitTopic(TOPICS.status(), "online");
    awaitTopic(TOPICS.hubStatus(), "online");
    assertThat(others.get(TOPICS.hubState())).contains("\"machines\":1", "\"working\":1");
  }

  @Test
  void theDescriptionComesBeforeTheState() {
    Device device = printing(1);
    hub.add(device);
    session();

    awaitTopic(TOPICS.state(slug(device)), "present");
    assertThat(others.order().indexOf(TOPICS.device(slug(device))))
        .isLessThan(others.order().indexOf(TOPICS.state(slug(device))));
  }

  @Test
  void entitiesStayWhenTheMachineTellsNoMore() {
    Device device = printing(1);
    hub.add(device);
    MqttSession session = session();
    awaitTopic(TOPICS.state(slug(device)), "\"progress\":42");

    hub.add(TestDevices.departed(TestDevices.printer(1)));
    session.changes().onChange(device.id());

    awaitTopic(TOPICS.state(slug(device)), "\"presence\":\"absent\"");
    assertThat(others.get(TOPICS.state(slug(device))))
        .contains("\"progress\":null", "\"status\":\"offline\"");
    assertThat(others.get(TOPICS.device(slug(device)))).contains("\"progress\":{");
  }

  @Test
  void aForgottenDeviceAndAnIgnoredOneLeave() {
    Device forgotten = printing(1);
    Device ignored = printing(2);
    hub.add(forgotten, ignored);
    MqttSession session = session();
    awaitTopic(TOPICS.state(slug(forgotten)), "present");
    awaitTopic(TOPICS.state(slug(ignored)), "present");

    hub.forget(forgotten.id());
    session.changes().onChange(forgotten.id());
    Map<Fact, String> facts = new HashMap<>(ignored.facts());
    facts.put(Fact.USER_IGNORED, "true");
    hub.add(ignored.withFacts(facts));
    session.changes().onChange(ignored.id());

    awaitNothingOf(forgotten);
    awaitNothingOf(ignored);
  }

  @Test
  void aBetterIdKeepsTheTopicsAndAMergeRemovesThoseOfTheLoser() {
    Device first = TestDevices.host(1);
    Device loser = TestDevices.host(2);
    hub.add(first, loser);
    MqttSession session = session();
    awaitTopic(TOPICS.state(slug(first)), "present");
    awaitTopic(TOPICS.state(slug(loser)), "present");

    DeviceId better = new DeviceId("serial:42");
    hub.forget(first.id());
    hub.forget(loser.id());
    hub.add(first.toBuilder().id(better).aliases(Set.of(first.id(), loser.id())).build());
    session.changes().onChange(loser.id());
    session.changes().onChange(first.id());
    session.changes().onChange(better);

    awaitTopic(TOPICS.state(slug(first)), "\"id\":\"serial:42\"");
    awaitNothingOf(loser);
    assertThat(others.topics().keySet()).noneMatch(topic -> topic.contains("serial_42"));
  }

  @Test
  void theSlugOutlivesARestart() {
    Device first = TestDevices.host(1);
    hub.add(first);
    session().close();
    MqttSession session = session();
    awaitTopic(TOPICS.state(slug(first)), "present");
    session.close();

    hub.forget(first.id());
    hub.add(first.toBuilder().id(new DeviceId("serial:42")).aliases(Set.of(first.id())).build());
    session();

    awaitTopic(TOPICS.state(slug(first)), "\"id\":\"serial:42\"");
  }

  @Test
  void whatIsNotTrueAnyMoreIsRemovedAtTheConnectAndNothingElse() throws Exception {
    Device gone = printing(1);
    hub.add(gone);
    MqttSession session = session();
    awaitTopic(TOPICS.state(slug(gone)), "present");
    session.close();
    hub.forget(gone.id());
    Files.deleteIfExists(folder.resolve("kitty/slugs"));
    String foreign = "homeassistant/device/zigbee_1/config";
    others.publish(foreign, "{\"origin\":{\"name\":\"Zigbee\"}}", true);

    session();

    awaitNothingOf(gone);
    assertThat(others.get(foreign)).isNotEmpty();
    assertThat(others.get(TOPICS.device(TOPICS.hubSlug()))).isNotEmpty();
  }

  @Test
  void aBrokerThatComesBackEmptyGetsEverythingAgain() throws Exception {
    Device device = printing(1);
    hub.add(device);
    session();
    awaitTopic(TOPICS.state(slug(device)), "present");

    broker.kill();
    others.close();
    broker.start();
    others = new Subscriber(broker.url());

    awaitTopic(TOPICS.state(slug(device)), "present");
    awaitTopic(TOPICS.device(slug(device)), "components");
    awaitTopic(TOPICS.status(), "online");
  }

  @Test
  void theBirthOfHomeAssistantBringsEverythingAgain() throws Exception {
    Device device = printing(1);
    hub.add(device);
    session();
    awaitTopic(TOPICS.state(slug(device)), "present");
    others.order().clear();

    others.publish(TOPICS.birth(), "online", false);

    await("all again")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(others.order())
                    .containsSubsequence(TOPICS.device(slug(device)), TOPICS.state(slug(device))));
  }

  @Test
  void aStopLeavesTheDevicesOfflineAndAPurgeLeavesNothing() {
    Device device = printing(1);
    hub.add(device);
    MqttSession session = session();
    awaitTopic(TOPICS.state(slug(device)), "present");

    session.close();

    awaitTopic(TOPICS.status(), "offline");
    assertThat(others.get(TOPICS.device(slug(device)))).isNotEmpty();

    MqttSession next = session();
    awaitTopic(TOPICS.status(), "online");
    next.purge();

    await("nothing").atMost(SOON).untilAsserted(() -> assertThat(others.topics()).isEmpty());
    assertThat(next.status("mqtt").detail()).contains("purged");
  }

  @Test
  void theHubIsOnlineEvenIfTheWillOfAnEarlierConnectionComesLate() throws Exception {
    session();
    awaitTopic(TOPICS.status(), "online");

    others.publish(TOPICS.status(), "offline", true);
    others.publish(TOPICS.hubStatus(), "offline", true);

    awaitTopic(TOPICS.status(), "online");
    awaitTopic(TOPICS.hubStatus(), "online");
  }

  @Test
  void readingsArePublishedInTheirInterval() {
    Device device = printing(1);
    hub.add(device);
    MqttSession session = session();
    awaitTopic(TOPICS.state(slug(device)), "\"progress\":42");

    hub.add(TestDevices.doing(device, MachineState.builder().progress(0.5).build()));
    Device changed =
        TestDevices.doing(
            TestDevices.printer(1), MachineState.builder().progress(0.5).remaining(300).build());
    hub.add(changed.withFacts(device.facts()));
    session.changes().onReading(device.id());

    awaitTopic(TOPICS.state(slug(device)), "\"progress\":50");
  }

  @Test
  void theButtonScans() throws Exception {
    hub.modules(
        new ModuleStatus(
            "ssdp", true, ModuleStatus.State.RUNNING, "", null, null, "", Map.of(), List.of()));
    session();
    awaitTopic(TOPICS.status(), "online");
    awaitTopic(TOPICS.device(TOPICS.hubSlug()), "\"command_topic\":\"kitty/hubs/attic/scan\"");

    others.publish(TOPICS.scan(), "scan", false);
    others.publish(TOPICS.scan(), "scan", false);

    await("a scan").atMost(SOON).until(() -> hub.scanned().contains("ssdp"));
    assertThat(hub.scanned()).hasSize(1);
  }

  @Test
  void eventsAreNotRetained() throws Exception {
    MqttSession session = session();
    awaitTopic(TOPICS.hubState(), "machines");

    session.onEvent(new DeviceId("host:192.0.2.77"), "{\"event\":\"device_appeared\",\"data\":{}}");

    awaitTopic(TOPICS.events(), "device_appeared");
    try (Subscriber late = new Subscriber(broker.url())) {
      await("the retained ones").atMost(SOON).until(() -> !late.get(TOPICS.status()).isEmpty());
      assertThat(late.topics()).doesNotContainKey(TOPICS.events());
    }
  }

  @Test
  void aWrongPasswordIsSaidInASentenceWithoutIt() {
    MqttSession session =
        session(
            Form.DEVICE, ALL, broker.urlWithPassword(), Secret.of("password", "wrong-battery", ""));

    await("the failure")
        .atMost(SOON)
        .until(() -> session.status("mqtt").state() == ModuleStatus.State.FAILED);
    assertThat(session.status("mqtt").detail())
        .contains(broker.urlWithPassword(), "MQTT_PASSWORD")
        .doesNotContain("wrong-battery");
  }

  @Test
  void theRightPasswordConnects() {
    session(
        Form.DEVICE, ALL, broker.urlWithPassword(), Secret.of("password", Mosquitto.PASSWORD, ""));

    awaitTopic(TOPICS.status(), "online");
  }

  /** Earlier versions said nothing of hubs, and had other topics for the hub itself. */
  @Test
  void whatAnEarlierVersionLeftIsRemoved() throws Exception {
    hub.add(printing(1));
    String old =
        "{\"origin\":{\"name\":\"Kitty Discovery\"},\"availability\":[{\"topic\":\"kitty/status\"}]}";
    others.publish(TOPICS.device("hub"), old, true);
    others.publish("kitty/hub/state", "{\"machines\":1}", true);
    others.publish(TOPICS.device("gone"), old, true);
    others.publish(TOPICS.state("gone"), "{}", true);
    others.publish(TOPICS.device(slug(printing(1))), old, true);

    session();

    awaitTopic(TOPICS.device(slug(printing(1))), "kitty/hubs/attic/status");
    await("nothing of it")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(others.topics())
                    .doesNotContainKeys(
                        TOPICS.device("hub"),
                        "kitty/hub/state",
                        TOPICS.device("gone"),
                        TOPICS.state("gone")));
  }

  /** An entity is first reduced to its platform, then left out. */
  @Test
  void anEntityThatIsNoMoreIsRemovedInTwoSteps() throws Exception {
    hub.add(printing(1));
    String topic = TOPICS.device(slug(printing(1)));
    others.publish(
        topic,
        "{\"origin\":{\"name\":\"Kitty Discovery\"},\"availability\":[{\"topic\":\"kitty/status\"}],"
            + "\"components\":{\"tracker\":{\"platform\":\"device_tracker\",\"name\":\"x\"},"
            + "\"fan\":{\"platform\":\"sensor\",\"name\":\"Fan\"}}}",
        true);
    awaitTopic(topic, "fan");
    List<String> payloads = others.record(topic);

    session();

    await("both").atMost(SOON).until(() -> payloads.size() == 2);
    assertThat(payloads.get(0))
        .contains("\"fan\":{\"platform\":\"sensor\"}", "\"tracker\":{\"platform");
    assertThat(payloads.get(1)).doesNotContain("fan").contains("\"tracker\":{\"platform");
  }

  @Test
  void anotherFormReplacesTheDescriptionsBeforeItAddsItsOwn() {
    Device device = printing(1);
    hub.add(device);
    session().close();
    session(Form.DEVICE, ALL, broker.url(), Secret.NONE);
    awaitTopic(TOPICS.device(slug(device)), "components");
    sessions.get(1).close();
    others.order().clear();

    session(Form.COMPONENTS, ALL, broker.url(), Secret.NONE);

    String presence = TOPICS.entity("binary_sensor", slug(device), "presence");
    awaitTopic(presence, "connectivity");
    assertThat(others.get(TOPICS.device(slug(device)))).isEmpty();
    assertThat(others.order()).containsSubsequence(TOPICS.device(slug(device)), presence);
    assertThat(others.get(TOPICS.device(TOPICS.hubSlug()))).isEmpty();
  }
}
