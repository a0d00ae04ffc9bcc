// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.itests.Assumptions;
import io.kitty.itests.HubProcess;
import io.kitty.itests.ListeningPorts;
import io.kitty.itests.TwoHostNetwork;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Another host sends 50,000 well-formed packets a second to each port that the hub listens on, all
 * of new machines with addresses of their own.
 */
class FloodIT {
  private static final Set<Announcement> ALL = EnumSet.allOf(Announcement.class);
  private static final int SECONDS = Extent.of(2, 60);

  /** For what names a time, the machine may be busy with other things. */
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Of 256 MiB of heap, and what else a Java needs. */
  private static final long MAX_MEBIBYTES = 600;

  /** The port of programs that search for servers. */
  private static final int QUESTIONS = 9999;

  /** Milliseconds between two announcements of a known machine. */
  private static final String PERIOD = "1000";

  /** Packets of the known machines to one protocol. */
  private static final int OTHERS_A_SECOND = 5;

  /** More than the limits admit in a short flood, which may be a slow one. */
  private static final long ALWAYS_READ = 10_000;

  /** The part of a flood that is read: its first 1,000 datagrams, and then 20 a second. */
  private static final int READ_OF_A_FLOOD = 5;

  /** Its begin and its end, and what a person may do about it. */
  private static final int LINES_OF_A_FLOOD = 4;

  /** Of one core, while nobody but the known machines sends. */
  private static final double IDLE = 0.1;

  private static TwoHostNetwork wire;
  private static HubProcess hub;
  private static KnownMachines known;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.secondHost();
    Assumptions.python();
    wire =
        new TwoHostNetwork(
            List.of(Household.HUB + "/" + Household.PREFIX, Household.HUB6 + "/64"),
            Household.addresses());
    hub = HubProcess.prepare("flood");
    for (String pid : HubProcess.protocols()) {
      hub.configure(pid, "interfaces", TwoHostNetwork.HERE);
    }
    hub.configure("io.kitty.ping", "subnets", Household.PINGED + "/32");
    hub.configure("io.kitty.broadcast", "respond", "true");
    hub.configure("io.kitty.multicast.devices", "enabled", "true");
    hub.configure("io.kitty.web", "anyone.may.read", "true");
    hub.start(Map.of("API_HOST", "0.0.0.0")); // so that it announces its page
    wire.start(Household.class, TwoHostNetwork.THERE, PERIOD);
    known = new KnownMachines(hub);
    hub.console("kitty:health"); // it makes the key of its SSH server now
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
    if (wire != null) {
      wire.close();
    }
  }

  @Test
  void theKnownMachinesStay() throws Exception {
    Flood flood = new Flood(wire);
    long lines = hub.log().lines().count();
    Instant begin = Instant.now();
    Map<String, Datagrams> before = datagrams();
    Map<Integer, Long> sent = new TreeMap<>();
    try (Visitor visitor = new Visitor(hub)) {
      for (Announcement each : Announcement.values()) {
        Instant now = Instant.now();
        Flood.Sent report = flood.send(each, SECONDS);
        sent.put(each.port(), report.packets());
        say(each.name(), report, visitor);
        known.awaitHeardSince(now, Set.of(each));
      }
      byte[] question = "DISCOVER_SERVER".getBytes(StandardCharsets.US_ASCII);
      Flood.Sent report = flood.send(Household.BROADCAST, QUESTIONS, question, SECONDS);
      sent.put(QUESTIONS, report.packets());
      say("questions to 9999", report, visitor);
    }
    awaitIdle();
    known.awaitHeardSince(Instant.now(), ALL);
    assertCounted(sent, before, Duration.between(begin, Instant.now()));
    assertThat(hub.log().lines().count() - lines)
        .as("lines in the log")
        .isLessThan(LINES_OF_A_FLOOD * (SECONDS / 60 + 1) * sent.size());
  }

  private static void say(String what, Flood.Sent report, Visitor visitor) throws Exception {
    ProcessFigures figures = ProcessFigures.of(hub.pid());
    say(
        "%s: %,d packets, %,.0f a second; a machine was heard %.1f s ago at worst; %s; %d MB",
        what,
        report.packets(),
        report.packets() / report.seconds(),
        known.age(ALL).toMillis() / 1e3,
        visitor.slowest(),
        figures.mebibytes());
    assertThat(figures.mebibytes()).isLessThan(MAX_MEBIBYTES);
  }

  /**
   * Datagrams to one protocol, by the hub's own counters.
   *
   * @param arrived all, also those that the kernel dropped
   * @param read those that the protocol looked at
   */
  private record Datagrams(long arrived, long read) {}

  /** What the hub announces itself reaches its listener, too, and does not count. */
  private static Map<String, Datagrams> datagrams() throws Exception {
    Map<String, Datagrams> datagrams = new TreeMap<>();
    long own = 0;
    for (JsonNode protocol : hub.rest().json("/protocols")) {
      long in = 0;
      long out = 0;
      for (JsonNode each : protocol.path("interfaces")) {
        in += each.path("packets_in").asLong();
        out += each.path("packets_out").asLong();
      }
      String id = protocol.path("id").asText();
      own += id.equals("publisher") ? out : 0;
      JsonNode counters = protocol.path("counters");
      datagrams.put(
          id,
          new Datagrams(
              in + counters.path("kernel_drops").asLong(),
              in - counters.path("flood_dropped").asLong()));
    }
    Datagrams multicast = datagrams.get("multicast");
    datagrams.put("multicast", new Datagrams(multicast.arrived() - own, multicast.read()));
    return datagrams;
  }

  /** What arrived is what the hub counted, but for what the known machines sent. */
  private static void assertCounted(
      Map<Integer, Long> sent, Map<String, Datagrams> before, Duration time) {
    long others = OTHERS_A_SECOND * (time.toSeconds() + SOON.toSeconds());
    await("the counters")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Map<String, Datagrams> now = datagrams();
              for (String protocol : before.keySet()) {
                long flooded = 0;
                for (Map.Entry<Integer, Long> each : sent.entrySet()) {
                  flooded += isReadBy(protocol, each.getKey()) ? each.getValue() : 0;
                }
                assertThat(now.get(protocol).arrived() - before.get(protocol).arrived())
                    .as(protocol)
                    .isBetween(flooded - others, flooded + others);
                if (flooded > 0) {
                  assertThat(now.get(protocol).read() - before.get(protocol).read())
                      .as(protocol)
                      .isLessThan(Math.max(flooded / READ_OF_A_FLOOD, ALWAYS_READ));
                }
              }
            });
  }

  private static boolean isReadBy(String protocol, int port) {
    return ListeningPorts.of(protocol).contains(port)
        || protocol.equals("broadcast") && port == QUESTIONS;
  }

  private static void awaitIdle() {
    Instant begin = Instant.now();
    Duration[] used = {processor()};
    await("the hub to be idle")
        .pollInterval(Duration.ofSeconds(1))
        .atMost(SOON)
        .until(
            () -> {
              Duration now = processor();
              double load = now.minus(used[0]).toMillis() / 1e3;
              used[0] = now;
              return load < IDLE;
            });
    say("idle after %.1f s", Duration.between(begin, Instant.now()).toMillis() / 1e3);
  }

  private static Duration processor() {
    return ProcessHandle.of(hub.pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
  }

  private static void say(String format, Object... values) {
    System.out.printf("fault: flood: " + format + "%n", values);
  }
}
