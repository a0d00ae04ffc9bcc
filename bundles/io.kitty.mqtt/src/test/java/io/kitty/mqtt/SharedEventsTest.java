// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.mqtt.message.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hubs see the same devices come, change and go, each a little later or earlier, while their
 * connections break and one of them is lost: the events at the broker lead to what is there. {@code
 * -Dkitty.rounds=50 -Dkitty.seed=7} tries more.
 */
class SharedEventsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SETTLED = Duration.ofSeconds(30);
  private static final int ROUNDS = Integer.getInteger("kitty.rounds", 3);
  private static final int DEVICES = 4;
  private static final int CHANGES = 6;
  private static final int CABLES = 4;

  private final Random random = new Random(Long.getLong("kitty.seed", 1));

  /** The names of the devices that are there. */
  private final Map<Integer, String> there = new TreeMap<>();

  private final List<SimulatedHub> hubs = new ArrayList<>();

  @TempDir private Path folder;
  private Mosquitto broker;
  private Subscriber others;
  private List<String> events;
  private int version;

  @BeforeEach
  void start() throws Exception {
    broker = new Mosquitto(folder);
    others = new Subscriber(broker.url());
    Topics names = new Topics("homeassistant", "kitty", "attic");
    events = others.record(names.events());
    for (String hub : List.of("attic", "garage")) {
      hubs.add(new SimulatedHub(hub, broker.port(), folder.resolve(hub), there));
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (SimulatedHub hub : hubs) {
      hub.close();
    }
    others.close();
    broker.close();
  }

  @Test
  void theEventsLeadToWhatIsThere() throws Exception {
    for (int i = 0; i < DEVICES; i++) {
      change(i);
    }
    look();
    awaitEvents(-1);
    for (int round = 0; round < ROUNDS; round++) {
      if (round % 3 == 0) {
        hubs.get(random.nextInt(hubs.size())).lose();
        changeForAWhile();
      } else {
        for (int i = 0; i < CABLES; i++) {
          SimulatedHub hub = hubs.get(random.nextInt(hubs.size()));
          if (random.nextBoolean()) {
            hub.pull();
          } else {
            hub.repair();
          }
          changeForAWhile();
        }
      }
      for (SimulatedHub hub : hubs) {
        hub.repair();
      }
      awaitEvents(round);
    }
  }

  private void changeForAWhile() throws Exception {
    for (int i = 0; i < CHANGES; i++) {
      int device = random.nextInt(DEVICES);
      if (random.nextInt(3) == 0 && there.size() > 1) {
        there.remove(device);
      } else {
        change(device);
      }
      look();
      Thread.sleep(random.nextInt(250));
    }
  }

  private void change(int device) {
    there.put(device, "v" + ++version);
  }

  private void look() {
    for (SimulatedHub hub : hubs) {
      hub.look(random.nextInt(200));
    }
  }

  private void awaitEvents(int round) {
    await("what the events lead to, round " + round)
        .atMost(SETTLED)
        .untilAsserted(() -> assertThat(told()).as("%s", events).isEqualTo(there));
  }

  private Map<Integer, String> told() throws IOException {
    Map<Integer, String> told = new TreeMap<>();
    for (String event : events) {
      JsonNode data = JSON.readTree(event).path("data");
      int device = data.path("number").asInt();
      if (event.contains("device_departed")) {
        told.remove(device);
      } else {
        told.put(device, data.path("name").asText());
      }
    }
    return told;
  }
}
