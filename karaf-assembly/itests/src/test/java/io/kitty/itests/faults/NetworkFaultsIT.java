// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static io.kitty.itests.TwoHostNetwork.THERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.itests.Assumptions;
import io.kitty.itests.EventFeed;
import io.kitty.itests.HubProcess;
import io.kitty.itests.ProcessSockets;
import io.kitty.itests.Rest;
import io.kitty.itests.TwoHostNetwork;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The network of a running hub goes away, changes and is bad: the machines that it knows stay the
 * devices that they are, and are heard again afterwards.
 */
class NetworkFaultsIT {
  private static final Set<Announcement> ALL = EnumSet.allOf(Announcement.class);
  private static final Duration SOON = Duration.ofSeconds(60);

  /** The hub looks at its interfaces once a second. */
  private static final Duration NOTICED = Duration.ofSeconds(2);

  /** Milliseconds between two announcements of a machine. */
  private static final String PERIOD = "300";

  /** Threads and descriptors that come and go anyway. */
  private static final int SPARE = 6;

  /** From here the system takes the ports of sockets that need none of their own. */
  private static final int FIRST_FREE_PORT = 32_768;

  /** An address in none of the hub's networks. */
  private static final String STRANGER = "203.0.113.9";

  private static TwoHostNetwork wire;
  private static HubProcess hub;
  private static KnownMachines known;
  private static BufferedWriter household;
  private static EventFeed feed;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.secondHost();
    wire =
        new TwoHostNetwork(
            List.of(
                Household.HUB + "/" + Household.PREFIX, Household.HUB6 + "/" + Household.PREFIX6),
            Household.addresses());
    hub = HubProcess.prepare("network");
    for (String pid : HubProcess.protocols()) {
      hub.configure(pid, "interfaces", "*,!lo");
    }
    hub.configure("io.kitty.ping", "subnets", Household.PINGED + "/32");
    hub.configure("io.kitty.web", "anyone.may.read", "true");
    hub.start(Map.of("API_HOST", "0.0.0.0")); // so that it announces its page
    household = wire.start(Household.class, THERE, PERIOD).outputWriter(StandardCharsets.US_ASCII);
    known = new KnownMachines(hub);
    feed = hub.rest().events();
  }

  @AfterAll
  static void stop() throws Exception {
    if (feed != null) {
      feed.close();
    }
    if (hub != null) {
      hub.close();
    }
    if (wire != null) {
      wire.close();
    }
  }

  @Test
  void theKnownMachinesStay() throws Exception {
    ProcessFigures before = ProcessFigures.of(hub.pid());
    long threads = threads();
    List<InetSocketAddress> sockets = sockets();
    List<NetworkFault> order = new ArrayList<>(NetworkFault.possible());
    Random random = Chance.of(NetworkFaultsIT.class);
    for (int round = 0; round < Extent.of(1, 20); round++) {
      Collections.shuffle(order, random);
      for (NetworkFault each : order.subList(0, Extent.of(6, order.size()))) {
        endure(each);
      }
      say("%s after, %s before", ProcessFigures.of(hub.pid()), before);
    }
    await("nothing to be left")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(sockets()).containsExactlyInAnyOrderElementsOf(sockets);
              assertThat(threads()).as("threads").isLessThan(threads + SPARE);
              assertThat(ProcessFigures.of(hub.pid()).descriptors())
                  .as("descriptors")
                  .isLessThan(before.descriptors() + SPARE);
            });
    assertThat(feed.ended()).isFalse();
    assertThat(feed.devices("departed")).doesNotContainAnyElementsOf(known.ids());
    assertThat(feed.devices("appeared")).doesNotContainAnyElementsOf(known.ids());
  }

  private static List<InetSocketAddress> sockets() throws IOException {
    return ProcessSockets.udp(hub.pid()).stream()
        .filter(socket -> socket.getPort() < FIRST_FREE_PORT)
        .toList();
  }

  /** Without those of the pools for tasks and requests, which grow and shrink. */
  private static long threads() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(hub.pid()), "task"))) {
      return all.filter(each -> !isOfPool(each)).count();
    }
  }

  private static boolean isOfPool(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).startsWith("kitty-w");
    } catch (IOException e) {
      return true; // it has ended
    }
  }

  private static void endure(NetworkFault fault) throws Exception {
    perform(fault.begin());
    Instant begin = Instant.now();
    if (!fault.sign().isEmpty()) {
      awaitSign(fault);
    }
    known.awaitHeardSince(begin.plus(NOTICED), fault.heard());
    perform(fault.end());
    perform(NetworkFault.RESTORE);
    Instant end = Instant.now();
    known.awaitHeardSince(end, ALL);
    Instant heard = Instant.now();
    await("the hub to be well after " + fault.name())
        .atMost(SOON)
        .untilAsserted(() -> assertThat(reasons()).isEmpty());
    say(
        "%s: lasted %d ms, all heard again after %d ms, well after %d ms",
        fault.name(),
        Duration.between(begin, end).toMillis(),
        Duration.between(end, heard).toMillis(),
        Duration.between(end, Instant.now()).toMillis());
  }

  private static void perform(List<String> steps) throws Exception {
    for (String step : steps) {
      if (step.equals(NetworkFault.UNPLUG)) {
        wire.unplug();
      } else if (step.equals(NetworkFault.PLUG)) {
        wire.plug();
      } else if (step.startsWith(NetworkFault.QUALITY)) {
        household.write(step.substring(NetworkFault.QUALITY.length()) + "\n");
        household.flush();
      } else if (step.startsWith(NetworkFault.OTHER)) {
        wire.runThere(step.substring(NetworkFault.OTHER.length()));
      } else {
        TwoHostNetwork.run(step);
      }
    }
  }

  private static void awaitSign(NetworkFault fault) {
    await(fault.sign() + " during " + fault.name())
        .atMost(SOON)
        .untilAsserted(
            () -> {
              List<String> told = new ArrayList<>(reasons());
              told.addAll(Rest.each(protocol("mdns").path("interfaces"), "name"));
              assertThat(told).anyMatch(each -> each.contains(fault.sign()));
            });
  }

  private static List<String> reasons() throws Exception {
    return Rest.texts(hub.rest().json("/health").path("reasons"));
  }

  private static JsonNode protocol(String id) throws Exception {
    return StreamSupport.stream(hub.rest().json("/protocols").spliterator(), false)
        .filter(each -> each.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Only the groups of announcements as JSON are routed. */
  @Test
  void machinesOfOtherNetworksAreNotListed() throws Exception {
    wire.runThere("ip addr replace " + STRANGER + "/24 dev " + THERE);
    Set<Announcement> local = EnumSet.complementOf(EnumSet.of(Announcement.MULTICAST));
    for (Announcement each : local) {
      wire.send(STRANGER, each.to(), each.port(), each.payload(STRANGER, "800000000000"));
    }

    known.awaitHeardSince(Instant.now(), ALL);
    for (Announcement each : local) {
      assertThat(protocol(each.protocol()).path("counters").path("off_link").asInt())
          .as(each.name())
          .isPositive();
    }
    assertThat(hub.rest().get("/devices").body().indexOf(STRANGER)).isNegative();
  }

  private static void say(String format, Object... values) {
    System.out.printf("fault: network: " + format + "%n", values);
  }
}
