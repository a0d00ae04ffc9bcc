// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.commons.key.Secret;
import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.DeviceQuery;
import io.kitty.mqtt.broker.BrokerSettings;
import io.kitty.mqtt.broker.BrokerUrl;
import io.kitty.mqtt.message.DiscoveryMessages.Form;
import io.kitty.mqtt.message.HubInfo;
import io.kitty.mqtt.message.Topics;
import io.kitty.mqtt.topic.BrokerTopics;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.hub.FakeHub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two hubs at one broker: who writes what, as the broker's log tells it. */
class SeveralHubsTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final DeviceQuery ALL = DeviceQuery.builder().presence(Set.of()).build();
  private static final Topics ATTIC = new Topics("homeassistant", "kitty", "attic");
  private static final Topics GARAGE = new Topics("homeassistant", "kitty", "garage");

  private static final Pattern CONNECTED = Pattern.compile(" as (kitty-\\w+) \\(.* u'(\\w+)'\\)");
  private static final Pattern PUBLISHED =
      Pattern.compile("Received PUBLISH from (kitty-\\w+) \\([^']*'([^']+)'");

  @TempDir private Path folder;

  private final FakeHub attic = new FakeHub();
  private final FakeHub garage = new FakeHub();
  private final Device shared = TestDevices.printer(1);
  private final Device ofAttic = TestDevices.printer(2);
  private final Device ofGarage = TestDevices.printer(3);
  private final List<MqttSession> sessions = new ArrayList<>();
  private Mosquitto broker;
  private TcpForwarder cable;
  private Subscriber others;

  @BeforeEach
  void start() throws Exception {
    broker = new Mosquitto(folder);
    cable = new TcpForwarder(broker.port());
    others = new Subscriber(broker.url());
    attic.add(shared, ofAttic);
    garage.add(shared, ofGarage);
  }

  @AfterEach
  void stop() throws Exception {
    sessions.forEach(MqttSession::close);
    others.close();
    cable.close();
    broker.close();
  }

  private MqttSession session(FakeHub hub, Topics names, Form form, int port) {
    BrokerTopics topics =
        new BrokerTopics(
            hub,
            ALL,
            folder.resolve(names.hub()),
            names,
            form,
            () -> new HubInfo(names.hub(), "1.2.3", ""));
    BrokerSettings settings =
        new BrokerSettings(
            BrokerUrl.parse("mqtt://127.0.0.1:" + port), names.hub(), Secret.NONE, null);
    MqttSession session =
        new MqttSession(settings, names, hub, topics, Duration.ofMillis(200), () -> true);
    sessions.add(session);
    session.start();
    return session;
  }

  private MqttSession attic(Form form) {
    return session(attic, ATTIC, form, cable.port());
  }

  private MqttSession garage(Form form) {
    return session(garage, GARAGE, form, broker.port());
  }

  private static String slug(Device device) {
    return device.id().value().replaceAll("[^A-Za-z0-9_-]", "_");
  }

  /** Returns the users that published on each topic, in order, each once until the next. */
  private Map<String, List<String>> writers() throws IOException {
    Map<String, String> users = new HashMap<>();
    Map<String, List<String>> writers = new TreeMap<>();
    for (String line : broker.log()) {
      Matcher connected = CONNECTED.matcher(line);
      Matcher published = PUBLISHED.matcher(line);
      if (connected.find()) {
        users.put(connected.group(1), connected.group(2));
      } else if (published.find()) {
        List<String> before = writers.computeIfAbsent(published.group(2), key -> new ArrayList<>());
        String user = users.get(published.group(1));
        if (before.isEmpty() || !before.get(before.size() - 1).equals(user)) {
          before.add(user);
        }
      }
    }
    return writers;
  }

  private List<String> writers(String topic) throws IOException {
    return writers().getOrDefault(topic, List.of());
  }

  private void awaitWriters(String topic, String... users) {
    await(topic)
        .atMost(SOON)
        .untilAsserted(() -> assertThat(writers(topic)).as(topic).containsExactly(users));
  }

  private void awaitTopic(String topic, String part) {
    await(topic)
        .atMost(SOON)
        .untilAsserted(() -> assertThat(others.get(topic)).as(topic).contains(part));
  }

  private void awaitTopic(Topics names, Device device) {
    awaitTopic(names.device(slug(device)), "kitty/hubs/" + names.hub() + "/status");
    awaitTopic(names.state(slug(device)), "present");
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void theFirstByNameWritesTheOtherTakesOverAndHandsBack(Form form) throws Exception {
    attic(form);
    awaitTopic(ATTIC.state(slug(ofAttic)), "present");
    MqttSession second = garage(form);
    awaitTopic(GARAGE.state(slug(ofGarage)), "present");
    for (int i = 0; i < 5; i++) {
      second.changes().onChange(shared.id());
      sessions.get(0).changes().onChange(shared.id());
    }
    assertThat(writers()).allSatisfy((topic, users) -> assertThat(users).as(topic).hasSize(1));
    String state = ATTIC.state(slug(shared));
    awaitWriters(state, "attic");
    awaitWriters(ATTIC.status(), "attic");

    others.topics().forEach(MessageSchemas::verify);

    cable.pull();

    awaitTopic(ATTIC.hubStatus(), "offline");
    awaitWriters(state, "attic", "garage");
    awaitWriters(ATTIC.status(), "attic", "garage");
    awaitTopic(ATTIC.status(), "online");
    awaitWriters(ATTIC.state(slug(ofAttic)), "attic");

    cable.plugIn();

    awaitTopic(ATTIC.hubStatus(), "online");
    awaitWriters(state, "attic", "garage", "attic");
    awaitWriters(ATTIC.status(), "attic", "garage", "attic");
    assertThat(writers())
        .allSatisfy(
            (topic, users) ->
                assertThat(List.of("attic", "garage", "attic")).as(topic).containsSequence(users));
  }

  @Test
  void aDeviceHasTheSameEntitiesWhicheverHubSpeaks() throws Exception {
    attic.add(shared.toBuilder().id(new DeviceId("host:10.0.0.7")).build());
    attic.forget(shared.id());
    attic(Form.DEVICE);
    awaitTopic(ATTIC.state("host_10_0_0_7"), "present");
    garage.forget(shared.id());
    garage.add(shared.toBuilder().aliases(Set.of(new DeviceId("host:10.0.0.7"))).build());
    garage(Form.DEVICE);
    awaitTopic(GARAGE.claim("host_10_0_0_7"), shared.id().value());

    cable.pull();

    awaitTopic(GARAGE.device("host_10_0_0_7"), "kitty/hubs/garage/status");
    awaitTopic(GARAGE.state("host_10_0_0_7"), shared.id().value());
    assertThat(others.topics().keySet()).noneMatch(topic -> topic.contains(slug(shared)));
  }

  @Test
  void whatOneHubForgetsTheOtherGoesOnWithUntilItForgetsItToo() {
    MqttSession first = attic(Form.DEVICE);
    MqttSession second = garage(Form.DEVICE);
    awaitTopic(ATTIC, shared);
    awaitTopic(GARAGE, ofGarage);

    attic.forget(shared.id());
    first.changes().onChange(shared.id());
    awaitTopic(GARAGE, shared);

    garage.forget(shared.id());
    second.changes().onChange(shared.id());
    await("nothing of it")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(others.topics().keySet())
                    .noneMatch(topic -> topic.contains(slug(shared))));
  }

  @Test
  void aPurgeLeavesWhatTheOtherHubKnows() {
    MqttSession first = attic(Form.DEVICE);
    MqttSession second = garage(Form.DEVICE);
    awaitTopic(ATTIC, shared);
    awaitTopic(GARAGE, ofGarage);

    first.purge();

    awaitTopic(GARAGE, shared);
    awaitTopic(GARAGE.status(), "online");
    await("nothing of the first")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(others.topics().keySet())
                    .noneMatch(topic -> topic.contains("attic"))
                    .noneMatch(topic -> topic.contains(slug(ofAttic))));

    second.purge();

    await("nothing").atMost(SOON).untilAsserted(() -> assertThat(others.topics()).isEmpty());
  }

  @Test
  void anEventIsPublishedByTheHubThatSpeaksForItsDevice() {
    MqttSession first = attic(Form.DEVICE);
    awaitTopic(ATTIC, shared);
    MqttSession second = garage(Form.DEVICE);
    awaitTopic(GARAGE, ofGarage);

    List<String> events = others.record(ATTIC.events());
    first.onEvent(shared.id(), "of attic");
    second.onEvent(shared.id(), "of garage");
    second.onEvent(ofGarage.id(), "last");

    await("both")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(events).containsExactlyInAnyOrder("of attic", "last"));
  }
}
