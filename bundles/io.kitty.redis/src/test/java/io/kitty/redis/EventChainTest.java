// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.device.Device;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Whatever hubs do in whatever order, and whatever is deleted under their hands, the events of a
 * device are a chain that leads to its hash.
 */
class EventChainTest {

  private static final List<String> HUBS = List.of("one", "two", "three");

  private static TestServer server;

  private final ObjectMapper mapper = new ObjectMapper();

  /** All events so far, as the stream is deleted as well. */
  private final List<StreamEntry> events = new ArrayList<>();

  /** What each hub has of each device. */
  private final List<Map<Integer, Device>> known = new ArrayList<>();

  /** What a hub does about a device. */
  enum Deed {
    IDLE,
    RUNNING,
    PINGED,
    GONE,
    FORGOTTEN,
    RENEWED,
    RESTARTED,
    DELETED,
    ALL_DELETED
  }

  record Step(int hub, int device, Deed deed) {}

  @BeforeContainer
  static void start() throws Exception {
    server = TestServer.with();
  }

  @AfterContainer
  static void stop() throws Exception {
    server.close();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, HUBS.size() - 1),
            Arbitraries.integers().between(1, 2),
            Arbitraries.of(Deed.class))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property(tries = 100)
  void eventsAreAChainThatLeadsToTheState(@ForAll("steps") List<Step> steps) throws Exception {
    try (Jedis client = server.client()) {
      client.flushAll();
      events.clear();
      known.clear();
      List<TestHub> hubs = new ArrayList<>();
      for (String name : HUBS) {
        hubs.add(new TestHub(server, name));
        known.add(new HashMap<>());
      }
      for (Step step : steps) {
        perform(step, hubs, client);
      }
      takeEvents(client);
      for (int device = 1; device <= 2; device++) {
        assertChain(client, "bambu:S" + device);
      }
      hubs.forEach(TestHub::close);
    }
  }

  private void takeEvents(Jedis client) {
    events.addAll(client.xrange("events", "-", "+"));
    client.del("events");
  }

  private void save(Step step, TestHub hub, Device device) throws Exception {
    known.get(step.hub()).put(step.device(), device);
    hub.registry.save(List.of(device));
  }

  private void perform(Step step, List<TestHub> hubs, Jedis client) throws Exception {
    TestHub hub = hubs.get(step.hub());
    Device printer = Sightings.printer(step.device(), "IDLE");
    switch (step.deed()) {
      case IDLE -> save(step, hub, printer);
      case RUNNING -> save(step, hub, Sightings.printer(step.device(), "RUNNING"));
      case PINGED -> save(step, hub, Sightings.pinged(step.device()));
      case GONE -> save(step, hub, Sightings.gone(printer));
      case FORGOTTEN -> {
        known.get(step.hub()).remove(step.device());
        hub.registry.forget(List.of(printer.id()));
      }
      case RENEWED -> {
        hub.registry.renew();
        hub.lapses.sweep();
        hub.lapses.prune();
      }
      case RESTARTED -> {
        hub.close();
        TestHub restarted = new TestHub(server, HUBS.get(step.hub()));
        hubs.set(step.hub(), restarted);
        restarted.registry.save(known.get(step.hub()).values());
      }
      case DELETED -> {
        client.del("device:" + printer.id(), "devices:all");
        for (int i = 0; i < hubs.size(); i++) {
          if (hubs.get(i).registry.repair().check(Duration.ZERO)) {
            hubs.get(i).registry.save(known.get(i).values());
          }
        }
      }
      case ALL_DELETED -> {
        takeEvents(client);
        client.flushAll();
        for (TestHub each : hubs) {
          each.connection.verify();
          each.reconnect();
        }
        for (int i = 0; i < hubs.size(); i++) {
          hubs.get(i).registry.save(known.get(i).values());
        }
      }
    }
  }

  private void assertChain(Jedis client, String id) throws Exception {
    JsonNode last = null;
    String idle = "";
    for (StreamEntry entry : events) {
      String event = entry.getFields().get("event");
      JsonNode data = mapper.readTree(entry.getFields().get("data"));
      if (!data.path("id").asText().equals(id)) {
        continue;
      }
      switch (event) {
        case "device_appeared" -> assertThat(last).isNull();
        case "device_changed" -> {
          assertThat(last).isNotNull();
          assertThat(state(data.path("before"))).isEqualTo(state(last));
          assertThat(state(data)).isNotEqualTo(state(last));
        }
        case "device_departed" -> assertThat(last).isNotNull();
        default -> assertThat(idle).as("the event before %s", event).isEqualTo("IDLE");
      }
      idle = event.equals("printer_idle") ? "" : data.path("status").asText();
      if (!event.equals("printer_idle")) {
        last = event.equals("device_departed") ? null : data;
      }
    }
    Map<String, String> hash = client.hgetAll("device:" + id);
    assertThat(client.sismember("devices:all", "device:" + id)).isEqualTo(last != null);
    if (last == null) {
      assertThat(hash.getOrDefault("presence", "departed")).isEqualTo("departed");
    } else {
      assertThat(state(last))
          .isEqualTo(
              List.of(hash.get("ip"), hash.get("name"), hash.get("kind"), hash.get("status")));
    }
  }

  private static List<String> state(JsonNode device) {
    return List.of(
        device.path("ip").asText(),
        device.path("name").asText(),
        device.path("kind").asText(),
        device.path("status").asText());
  }
}
