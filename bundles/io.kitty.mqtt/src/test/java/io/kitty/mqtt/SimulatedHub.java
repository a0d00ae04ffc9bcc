// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.commons.key.Secret;
import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
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
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A hub that publishes events of what is there, whose connection breaks and that is lost. */
final class SimulatedHub implements AutoCloseable {

  private static final DeviceQuery ALL = DeviceQuery.builder().presence(Set.of()).build();

  private final Topics names;
  private final Path slugs;
  private final TcpForwarder cable;
  private final Map<Integer, String> there;
  private final Map<Integer, String> known = new TreeMap<>();
  private final FakeHub hub = new FakeHub();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private @Nullable MqttSession session;
  private long looks;

  /** The last look that counts: another one that ends later is older. */
  private long last;

  /**
   * @param there the names of the devices that are there, by number
   */
  SimulatedHub(String name, int port, Path slugs, Map<Integer, String> there) throws IOException {
    this.names = new Topics("homeassistant", "kitty", name);
    this.slugs = slugs;
    this.there = there;
    cable = new TcpForwarder(port);
    open();
  }

  private void open() {
    BrokerTopics topics =
        new BrokerTopics(
            hub, ALL, slugs, names, Form.DEVICE, () -> new HubInfo(names.hub(), "1.2.3", ""));
    BrokerSettings settings =
        new BrokerSettings(
            BrokerUrl.parse("mqtt://127.0.0.1:" + cable.port()), names.hub(), Secret.NONE, null);
    session = new MqttSession(settings, names, hub, topics, Duration.ofMillis(200), () -> true);
    session.start();
  }

  /** Looks soon what is there. */
  void look(long milliseconds) {
    long look = ++looks;
    Map<Integer, String> now = Map.copyOf(there);
    timer.schedule(() -> see(look, now), milliseconds, TimeUnit.MILLISECONDS);
  }

  private synchronized void see(long look, Map<Integer, String> now) {
    if (session == null || look < last) {
      return;
    }
    last = look;
    now.forEach(
        (number, name) -> {
          String before = known.put(number, name);
          Device device = device(number, name);
          if (before == null) {
            tell("appeared", device, number, name, name);
          } else if (!before.equals(name)) {
            tell("changed", device, number, name, before);
          }
        });
    for (int number : Set.copyOf(known.keySet())) {
      if (!now.containsKey(number)) {
        String name = known.remove(number);
        Device device =
            device(number, name).toBuilder()
                .departure(new Departure(DepartureReason.EXPIRED, Instant.now()))
                .build();
        tell("departed", device, number, name, name);
      }
    }
  }

  private static Device device(int number, String name) {
    Device device = TestDevices.host(number);
    return device.withFacts(Map.of(Fact.KIND, "host", Fact.NAME, name));
  }

  private void tell(String word, Device device, int number, String name, String before) {
    hub.add(device);
    String ip = device.address().orElseThrow().getHostAddress();
    session.onEvent(
        device.id(),
        """
        {"event":"device_%s","data":{"id":"%s","number":%d,"name":"%s","ip":"%s",\
        "before":{"name":"%s","ip":"%s"}}}"""
            .formatted(word, device.id().value(), number, name, ip, before, ip));
    session.changes().onChange(device.id());
  }

  /** Pulls its cable. */
  void pull() throws IOException {
    cable.pull();
  }

  /** Is killed. */
  synchronized void lose() throws IOException {
    if (session != null) {
      pull();
      session.close();
      session = null;
    }
  }

  /** Plugs its cable in; starts it if it was killed. */
  synchronized void repair() {
    cable.plugIn();
    if (session == null) {
      open();
    }
    look(0);
  }

  @Override
  public synchronized void close() throws Exception {
    timer.shutdownNow();
    if (session != null) {
      session.close();
    }
    cable.close();
  }
}
