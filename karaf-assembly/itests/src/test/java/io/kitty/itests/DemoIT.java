// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo: the hub finds the simulated machines on loopback, and nothing else. */
class DemoIT {
  private static final Duration AWHILE = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Address, kind, name and model of each simulated machine. */
  private static final List<String> MACHINES =
      List.of(
          "127.13.37.10 | bambu | Big Bertha | X1 Carbon",
          "127.13.37.11 | bambu | Kitchen mini | A1 mini",
          "127.13.37.12 | snapmaker | Workbench | Snapmaker 2 Model A350",
          "127.13.37.13 | snapmaker | Artisan | Snapmaker Artisan",
          "127.13.37.14 | snapmaker | Four colours | Snapmaker U1",
          "127.13.37.15 | printer | Resin corner | ELEGOO Saturn 3 Ultra",
          "127.13.37.16 | printer | Centauri | Centauri Carbon",
          "127.13.37.17 | printer | Classroom 5M | Adventurer 5M Pro",
          "127.13.37.18 | printer |  | ",
          "127.13.37.20 | printer | OctoPrint on the shelf | i3 MK3S+",
          "127.13.37.22 | printer | Prusa MK4 | ",
          "127.13.37.23 | printer | Studio S5 | ",
          "127.13.37.30 | nas | Attic | DS923+",
          "127.13.37.31 | media | Living room | Chromecast Ultra",
          "127.13.37.32 | printer | EPSON ET-2850 Series | EPSON ET-2850 Series",
          "127.13.37.33 | light | Shelf light | ",
          "127.13.37.40 | server |  | ",
          "127.13.37.41 | host | demo-laptop | ",
          "127.13.37.42 | host | Recipes | ",
          "127.13.37.50 | host |  | ");

  /** The printers whose status is known, and whose job is too. */
  private static final List<String> WITH_STATUS =
      List.of("Workbench", "Classroom 5M", "EPSON ET-2850 Series");

  private static final List<String> WITH_JOB =
      List.of(
          "Resin corner",
          "Voron 2.4 @ demo-voron",
          "Studio S5",
          "OctoPrint on the shelf",
          "Prusa MK4",
          "Big Bertha",
          "Kitchen mini");

  private HubProcess hub;

  /**
   * Configures interfaces that do not exist, so that everything the hub finds comes from the demo,
   * and a network to ping that is not the demo's.
   */
  @BeforeEach
  void prepareToLookNowhere() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("demo");
    for (String pid : HubProcess.protocols()) {
      hub.configure(pid, "interfaces", "nowhere");
    }
    hub.configure("io.kitty.ping", "subnets", "127.0.9.0/30");
  }

  @AfterEach
  void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void aStartWithTheDemoShowsLiveMachinesAndNothingElse() throws Exception {
    String etc = contents(hub.etc());
    hub.start(Map.of("KITTY_DEMO", "1", "DISCOVERY_SUBNETS", "127.0.10.0/30"));
    Set<String> seen = new HashSet<>();

    await("all machines")
        .atMost(AWHILE)
        .untilAsserted(
            () -> {
              seen.addAll(machines());
              assertThat(seen).containsAll(MACHINES);
            });

    assertThat(hub.rest().json("/health").path("demo").asBoolean()).isTrue();
    for (JsonNode device : hub.rest().json("/devices")) {
      assertThat(device.path("ip").asText()).startsWith("127.13.37.");
      assertThat(Rest.each(device.path("sightings"), "interface"))
          .containsOnly(HubProcess.loopback());
    }
    awaitLife();
    awaitPrints();
    assertIsAnIsland(etc);
  }

  /**
   * What it keeps is in folders of its own, where the scripts find it.
   *
   * @param etc what the hub's own configuration was before
   */
  private void assertIsAnIsland(String etc) throws Exception {
    hub.console("config:property-set -p io.kitty.redis enabled true");

    Path own = hub.data().resolve("demo/etc");
    assertThat(own.resolve("io.kitty.redis.cfg")).content().containsPattern("enabled *= *true");
    assertThat(contents(hub.etc())).isEqualTo(etc);
    assertThat(hub.data())
        .isDirectoryContaining("glob:**/demo")
        .isDirectoryNotContaining("glob:**/kitty");

    assertThat(hub.run("exec \"$@\"", Map.of(), "status").output())
        .contains("running with process id " + hub.pid(), "http://127.0.0.1:" + hub.httpPort());
    assertThat(hub.run("exec \"$@\"", Map.of(), "client", "kitty:protocols").status()).isZero();
    assertThat(hub.run("exec \"$@\"", Map.of(), "stop").status()).isZero();
  }

  /** All files of a folder with what is in them. */
  private static String contents(Path folder) throws IOException {
    StringBuilder contents = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        contents.append(file).append('\n').append(Files.readString(file));
      }
    }
    return contents.toString();
  }

  /** The events of the first minute, some of which may be over. */
  private void awaitLife() throws Exception {
    await("a machine that prints")
        .atMost(AWHILE)
        .until(() -> hub.rest().each("/devices", "status").contains("RUNNING"));
    try (EventFeed feed = hub.rest().events()) {
      await("a printer with another address, which is the same machine")
          .atMost(AWHILE)
          .until(
              () ->
                  hub.rest()
                      .json("/devices/hostname:demo-voron")
                      .path("addresses")
                      .toString()
                      .equals("[\"127.13.37.121\"]"));
      await("the status of a printer with Klipper, at its new address")
          .atMost(AWHILE)
          .until(
              () ->
                  Set.of("IDLE", "RUNNING", "PAUSED", "ERROR")
                      .contains(
                          hub.rest().json("/devices/hostname:demo-voron").path("status").asText()));
      await("what left with a goodbye and comes back")
          .atMost(AWHILE)
          .until(() -> feed.devices("appeared").contains("mac:24:a1:60:d3:00:33"));
    }
  }

  /** All that prints does so in its two minutes, and one job fails. */
  private void awaitPrints() {
    Set<String> status = new HashSet<>();
    Set<String> jobs = new HashSet<>();
    await("the work of every brand")
        .atMost(Duration.ofSeconds(180))
        .untilAsserted(
            () -> {
              for (JsonNode device : hub.rest().json("/devices")) {
                String name = device.path("name").asText();
                status.add(name + " " + device.path("status").asText());
                if (!device.at("/job/name").asText().isEmpty()
                    && (device.at("/job/progress").isNumber()
                        || device.at("/job/layer").isNumber())) {
                  jobs.add(name);
                }
              }
              assertThat(status)
                  .containsAll(
                      Stream.of(WITH_STATUS, WITH_JOB)
                          .flatMap(List::stream)
                          .map(name -> name + " RUNNING")
                          .toList())
                  .contains("Voron 2.4 @ demo-voron ERROR");
              assertThat(jobs).containsAll(WITH_JOB);
            });
  }

  @Test
  void theDemoComesAndGoesWithItsFeature() throws Exception {
    hub.start();
    awaitDevices("127.0.9.1", "127.0.9.2");
    Set<InetSocketAddress> sockets = wellKnown();
    Map<Path, String> files = files();

    hub.console("feature:install kitty-demo");

    await("all machines")
        .atMost(AWHILE)
        .untilAsserted(
            () ->
                assertThat(hub.rest().each("/devices", "ip"))
                    .contains("127.13.37.10", "127.13.37.17", "127.13.37.22", "127.13.37.50"));

    assertThat(interfacesOfANewProtocol()).containsExactly(HubProcess.loopback());

    assertThat(hub.console("config:list")).contains("io.kitty.octoprint~demo-127.13.37.20");

    hub.console("feature:uninstall kitty-demo");

    assertThat(hub.console("config:list")).doesNotContain("~demo-");

    awaitDevices("127.0.9.1", "127.0.9.2");
    assertThat(hub.rest().each("/devices?presence=all", "ip"))
        .containsExactly("127.0.9.1", "127.0.9.2");
    assertThat(hub.rest().json("/health").has("demo")).isFalse();
    await("the sockets")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(wellKnown()).isEqualTo(sockets));
    assertThat(files()).isEqualTo(files);
  }

  /** The interfaces that a protocol uses which comes while the demo runs, without a file. */
  private List<String> interfacesOfANewProtocol() throws Exception {
    Path example = Path.of(System.getProperty("kitty.example"));
    Path deployed = Files.copy(example, hub.deploy().resolve(example.getFileName()));
    await("the protocol").atMost(SOON).until(() -> ubiquiti().path("interfaces").size() > 0);
    List<String> interfaces = Rest.each(ubiquiti().path("interfaces"), "name");
    Files.delete(deployed);
    await("the protocol to be gone").atMost(SOON).until(() -> ubiquiti().isMissingNode());
    return interfaces;
  }

  private JsonNode ubiquiti() throws IOException, InterruptedException {
    return StreamSupport.stream(hub.rest().json("/protocols").spliterator(), false)
        .filter(protocol -> protocol.path("id").asText().equals("ubiquiti"))
        .findAny()
        .orElse(MissingNode.getInstance());
  }

  private void awaitDevices(String... addresses) {
    await(String.join(", ", addresses))
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(hub.rest().each("/devices", "ip")).containsExactly(addresses));
  }

  private List<String> machines() throws IOException, InterruptedException {
    return StreamSupport.stream(hub.rest().json("/devices").spliterator(), false)
        .map(
            device ->
                "%s | %s | %s | %s"
                    .formatted(
                        device.path("ip").asText(),
                        device.path("kind").asText(),
                        device.path("name").asText(),
                        device.path("model").asText()))
        .toList();
  }

  /** The sockets that are bound to no free port of the loopback's first address. */
  private Set<InetSocketAddress> wellKnown() throws IOException {
    Set<InetSocketAddress> sockets = new HashSet<>(ProcessSockets.udp(hub.pid()));
    sockets.removeIf(socket -> socket.getAddress().getHostAddress().equals("127.0.0.1"));
    return sockets;
  }

  private Map<Path, String> files() throws IOException {
    Map<Path, String> files = new TreeMap<>();
    for (String pid : HubProcess.protocols()) {
      Path file = hub.etc().resolve(pid + ".cfg");
      files.put(file, Files.readString(file));
    }
    return files;
  }
}
