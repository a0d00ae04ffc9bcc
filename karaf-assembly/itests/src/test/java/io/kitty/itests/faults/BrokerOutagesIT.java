// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.itests.Assumptions;
import io.kitty.itests.HubProcess;
import io.kitty.itests.MqttBroker;
import io.kitty.itests.faults.FaultyLink.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hubs find the same printers, which change while their MQTT broker, the way to it, or a hub
 * fails: the broker then retains what is there, and the events lead to it. One may be repeated.
 */
class BrokerOutagesIT {

  private enum Trouble {
    EMPTIED,
    PAUSED,
    FOREIGN_PAYLOADS,
    HUB_KILLED,
    LINKS
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration REPAIRED = Duration.ofSeconds(90);
  private static final int ROUNDS = Extent.of(5, 25);

  /** Garbage may look like a packet of which more is to come: then it takes 45 s to notice it. */
  private static final int FAULTS = Extent.of(Fault.GARBAGE.ordinal(), Fault.values().length);

  private static final int LONGEST_MS = Extent.of(2_000, 40_000);
  private static final String NETWORK = "127.0.32.";
  private static final String STATES = "kitty/devices/snapmaker_127_0_32_";
  private static final String DESCRIPTIONS = "homeassistant/device/kitty_snapmaker_127_0_32_";

  private static final Random random = Chance.of(BrokerOutagesIT.class);

  @TempDir private static Path folder;

  private static MqttBroker broker;
  private static Process recorder;
  private static ChangingPrinters printers;
  private static FaultyLink linkOfAttic;
  private static FaultyLink linkOfGarage;
  private static HubProcess attic;
  private static HubProcess garage;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    Assumptions.mosquitto();
    broker = new MqttBroker(folder);
    printers = new ChangingPrinters(NETWORK, random);
    linkOfAttic = new FaultyLink(broker.port(), random);
    linkOfGarage = new FaultyLink(broker.port(), random);
    attic = hub("attic", linkOfAttic);
    garage = hub("garage", linkOfGarage);
  }

  private static HubProcess hub(String name, FaultyLink link) throws IOException {
    HubProcess hub = HubProcess.prepare("broker-" + name);
    printers.askedBy(hub);
    hub.boot("kitty-snapmaker, kitty-mqtt, kitty-store, kitty-web");
    hub.configure(
        "io.kitty.mqtt",
        "enabled = true\nurl = mqtt://127.0.0.1:%d\nhub = %s\n".formatted(link.port(), name));
    return hub;
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each :
        new AutoCloseable[] {attic, garage, linkOfAttic, linkOfGarage, printers, broker}) {
      if (each != null) {
        each.close();
      }
    }
    if (recorder != null) {
      recorder.destroy();
    }
  }

  @Test
  void afterEachFaultTheBrokerTellsWhatIsThere() throws Exception {
    record();
    attic.launch(Map.of());
    garage.launch(Map.of());
    awaitRetained();
    Iterator<Trouble> troubles = Chance.inTurn(Trouble.values(), random);
    for (int round = 0; round < ROUNDS; round++) {
      Trouble trouble = troubles.next();
      System.out.println("fault: broker, round " + round + ": " + trouble);
      printers.change();
      suffer(trouble);
      awaitRetained();
      awaitEvents();
    }
    printers.changeAll();
    awaitRetained();
    awaitEvents();
    System.out.printf("fault: broker, %d rounds, %d events%n", ROUNDS, events().size());
  }

  private static void suffer(Trouble trouble) throws Exception {
    switch (trouble) {
      case EMPTIED -> {
        broker.kill();
        changeForAWhile();
        linkOfAttic.fault(Fault.REFUSED);
        linkOfGarage.fault(Fault.REFUSED);
        broker.start();
        record(); // before the hubs are back
        linkOfAttic.fault(Fault.NONE);
        linkOfGarage.fault(Fault.NONE);
      }
      case PAUSED -> {
        broker.signal("STOP");
        changeForAWhile();
        broker.signal("CONT");
      }
      case FOREIGN_PAYLOADS -> {
        plant();
        links(Fault.REFUSED, Fault.REFUSED);
      }
      case HUB_KILLED -> {
        HubProcess hub = random.nextBoolean() ? attic : garage;
        hub.kill();
        printers.change();
        hub.launch(Map.of());
        changeForAWhile();
      }
      case LINKS -> links(anyFault(), anyFault());
    }
  }

  private static void plant() throws Exception {
    String large = "x".repeat(100_000);
    broker.retain(STATES + "1/state", "of somebody else");
    broker.retain(STATES + "2/state", large);
    broker.retain(DESCRIPTIONS + "3/config", "{\"name\":[]}");
    broker.retain("kitty/hubs/stranger/claims/snapmaker_127_0_32_1", large);
    broker.retain("kitty/hubs/stranger/claims/snapmaker_127_0_32_2", "[[[{");
    broker.retain("kitty/hubs/stranger/status", "no status");
    broker.retain("kitty/status", "[]");
    broker.publish("kitty/hubs/attic/scan", large);
    broker.publish("homeassistant/status", large);
  }

  private static void links(Fault ofAttic, Fault ofGarage) throws Exception {
    linkOfAttic.fault(ofAttic);
    linkOfGarage.fault(ofGarage);
    changeForAWhile();
    linkOfAttic.fault(Fault.NONE);
    linkOfGarage.fault(Fault.NONE);
  }

  private static Fault anyFault() {
    Fault fault = Fault.values()[random.nextInt(FAULTS)];
    System.out.println("fault: broker, a link is " + fault);
    return fault;
  }

  private static void changeForAWhile() throws InterruptedException {
    int pieces = 4;
    for (int i = 0; i < pieces; i++) {
      Thread.sleep(random.nextInt(LONGEST_MS / pieces), 1);
      printers.change();
    }
    Thread.sleep(LONGEST_MS / pieces);
  }

  /** Waits until hubs and the broker agree with what is there. */
  private static void awaitRetained() {
    printers.awaitKnown(attic, garage);
    await("what the broker retains")
        .atMost(REPAIRED)
        .ignoreExceptions() // somebody else's payload may be there still
        .untilAsserted(
            () -> {
              Map<String, String> retained = broker.retained();
              assertThat(retained)
                  .containsEntry("kitty/status", "online")
                  .containsEntry("kitty/hubs/attic/status", "online")
                  .containsEntry("kitty/hubs/garage/status", "online");
              assertThat(present(retained)).isEqualTo(printers.names());
            });
  }

  private static void awaitEvents() {
    await("what the events lead to")
        .atMost(REPAIRED)
        .ignoreExceptions() // the last line may be half written
        .untilAsserted(
            () -> {
              Map<String, String> told = EventChain.last(events());
              assertThat(told).as("of %s", history(told)).isEqualTo(printers.named("snapmaker:"));
            });
  }

  /** Returns the events of the devices of which something else is told than what is there. */
  private static List<String> history(Map<String, String> told) throws IOException {
    Map<String, String> there = printers.named("snapmaker:");
    List<String> history = new ArrayList<>();
    for (EventChain.Event event : events()) {
      if (!Objects.equals(told.get(event.device()), there.get(event.device()))) {
        history.add(event.name() + " " + event.device() + " " + event.data().path("name").asText());
      }
    }
    return history;
  }

  /** Returns the names of the devices that are present, by their addresses. */
  private static Map<String, String> present(Map<String, String> retained) throws IOException {
    Map<String, String> names = new HashMap<>();
    for (Map.Entry<String, String> each : retained.entrySet()) {
      String topic = each.getKey();
      if (topic.startsWith(STATES)) {
        String number = topic.substring(STATES.length()).replace("/state", "");
        JsonNode state = JSON.readTree(each.getValue());
        if (state.path("presence").asText().equals("present")) {
          JsonNode description =
              JSON.readTree(retained.getOrDefault(DESCRIPTIONS + number + "/config", "{}"));
          names.put(state.path("ip").asText(), description.at("/device/name").asText());
        }
      }
    }
    return names;
  }

  private static void record() throws Exception {
    if (recorder != null) {
      recorder.destroy();
      recorder.waitFor();
    }
    recorder = broker.record("kitty/events", folder.resolve("events.txt"));
  }

  private static List<EventChain.Event> events() throws IOException {
    List<EventChain.Event> events = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("events.txt"))) {
      JsonNode event = JSON.readTree(line);
      events.add(new EventChain.Event(event.path("event").asText(), event.path("data")));
    }
    return events;
  }
}
