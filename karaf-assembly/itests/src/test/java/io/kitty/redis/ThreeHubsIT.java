// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.device.Device;
import io.kitty.redis.script.RedisKeys;
import io.kitty.redis.sharing.SharingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Three hubs that find the same printers share one Redis; hubs and Redis are killed and restarted.
 */
class ThreeHubsIT {

  private static final long SEED = Long.getLong("kitty.seed", 20251120);
  private static final int HUBS = 3;
  private static final int PRINTERS = 300;
  private static final int CHANGES = 2000;
  private static final int CALM_CHANGES = 60;
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final ObjectMapper mapper = new ObjectMapper();
  private final Random random = new Random(SEED);
  private final SimulatedHub[] hubs = new SimulatedHub[HUBS];
  private final SimulatedHub.Disk[] disks = new SimulatedHub.Disk[HUBS];

  /** The state of each printer: the number of its changes. */
  private final int[] states = new int[PRINTERS];

  private final ScheduledExecutorService air = Executors.newSingleThreadScheduledExecutor();
  private TestServer server;
  private boolean serverRuns = true;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.with("--appendonly", "yes", "--appendfsync", "always");
    for (int i = 0; i < HUBS; i++) {
      disks[i] = new SimulatedHub.Disk();
      startHub(i);
    }
    // Printers repeat their state.
    var unused = air.scheduleWithFixedDelay(this::announceAll, 0, 1, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    air.shutdownNow();
    air.awaitTermination(5, TimeUnit.SECONDS);
    for (SimulatedHub hub : hubs) {
      if (hub != null) {
        hub.close();
      }
    }
    server.close();
  }

  private synchronized void startHub(int number) {
    SharingSettings settings =
        new SharingSettings(RedisKeys.PLAIN, "hub" + number, "", 120_000, 1_000_000);
    hubs[number] =
        new SimulatedHub(server.place("hub" + number), "hub" + number, disks[number], settings);
  }

  private void announceAll() {
    for (int i = 0; i < PRINTERS; i++) {
      announce(i, false);
    }
  }

  private synchronized void announce(int printer, boolean change) {
    if (change) {
      states[printer]++;
    }
    int first = printer % HUBS; // the first hub varies
    for (int i = 0; i < HUBS; i++) {
      SimulatedHub hub = hubs[(first + i) % HUBS];
      if (hub != null) {
        hub.handle(printer, status(printer));
      }
    }
  }

  private String status(int printer) {
    return "S" + states[printer];
  }

  private void misfortune() throws Exception {
    int victim = random.nextInt(HUBS + 1);
    if (victim < HUBS) {
      SimulatedHub hub = hubs[victim];
      if (hub == null) {
        startHub(victim);
      } else {
        synchronized (this) {
          hubs[victim] = null;
        }
        hub.kill();
      }
    } else if (serverRuns) {
      server.kill();
      serverRuns = false;
    } else {
      server.start();
      serverRuns = true;
    }
  }

  private void recover() throws Exception {
    if (!serverRuns) {
      server.start();
      serverRuns = true;
    }
    for (int i = 0; i < HUBS; i++) {
      if (hubs[i] == null) {
        startHub(i);
      }
    }
  }

  @Test
  void everyNetChangeIsPublishedOnceAndAllAgree() throws Exception {
    for (int change = 0; change < CHANGES; change++) {
      announce(random.nextInt(PRINTERS), true);
      Thread.sleep(random.nextInt(10));
      if (random.nextInt(80) == 0) {
        misfortune();
      }
    }
    recover();
    awaitAgreement();

    try (Jedis client = server.client()) {
      long before = client.xlen("events");
      for (int i = 0; i < CALM_CHANGES; i++) {
        announce(i, true);
      }
      awaitAgreement();
      assertThat(client.xlen("events") - before).isEqualTo(CALM_CHANGES);
      assertThat(client.smembers("devices:all")).hasSize(PRINTERS);
      assertEachChangeIsPublishedOnce(client.xrange("events", (StreamEntryID) null, null));
    }
  }

  /** Asserts that all hubs and the server have the printers' state. */
  private void awaitAgreement() {
    Map<String, String> truth = new TreeMap<>();
    for (int i = 0; i < PRINTERS; i++) {
      String id = "bambu:" + SimulatedHub.sighting(i, "").key();
      truth.put(id, id + " Printer " + i + " bambu " + status(i) + " true");
    }
    await("what hubs say")
        .atMost(QUIET)
        .untilAsserted(
            () -> {
              for (SimulatedHub hub : hubs) {
                assertThat(said(hub.devices())).isEqualTo(truth);
              }
            });
    await("what the server says")
        .atMost(QUIET)
        .untilAsserted(
            () -> {
              try (Jedis client = server.client()) {
                Map<String, String> shared = new TreeMap<>();
                for (String key : client.smembers("devices:all")) {
                  Map<String, String> hash = client.hgetAll(key);
                  shared.put(
                      key.replaceFirst("device:", ""),
                      String.join(
                          " ",
                          hash.get("id"),
                          hash.get("name"),
                          hash.get("kind"),
                          hash.get("status"),
                          String.valueOf("present".equals(hash.get("presence")))));
                }
                assertThat(shared).isEqualTo(truth);
              }
            });
  }

  private static Map<String, String> said(Collection<Device> devices) {
    Map<String, String> said = new TreeMap<>();
    for (Device each : devices) {
      said.put(
          each.id().value(),
          String.join(
              " ",
              each.id().value(),
              each.name(),
              each.kind(),
              each.status(),
              String.valueOf(each.present())));
    }
    return said;
  }

  /** Asserts that a printer's events lead from its first state to its last without repetition. */
  private void assertEachChangeIsPublishedOnce(List<StreamEntry> entries) throws Exception {
    Map<String, List<JsonNode>> chains = new TreeMap<>();
    for (StreamEntry entry : entries) {
      String event = entry.getFields().get("event");
      JsonNode data = mapper.readTree(entry.getFields().get("data"));
      assertThat(event).isIn("device_appeared", "device_changed");
      List<JsonNode> chain =
          chains.computeIfAbsent(data.path("id").asText(), id -> new ArrayList<>());
      assertThat(event.equals("device_appeared"))
          .as("first of %s", data)
          .isEqualTo(chain.isEmpty());
      chain.add(data);
    }
    assertThat(chains).hasSize(PRINTERS);
    chains.forEach(
        (id, chain) -> {
          for (int i = 1; i < chain.size(); i++) {
            int last = state(chain.get(i - 1));
            assertThat(state(chain.get(i).path("before"))).as(id).isEqualTo(last);
            assertThat(state(chain.get(i))).as(id).isGreaterThan(last);
          }
        });
  }

  private static int state(JsonNode device) {
    return Integer.parseInt(device.path("status").asText().substring(1));
  }
}
