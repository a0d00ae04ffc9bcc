// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault is a sentence in the hub's health until it is fixed. */
class HealthIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static HubProcess hub;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("health");
    hub.boot("kitty-store, kitty-redis, kitty-web, kitty-shell, kitty-bambu, kitty-elegoo");
    try (ServerSocket taken =
        new ServerSocket(hub.sshPort(), 1, InetAddress.getByName("127.0.0.1"))) {
      hub.start(Map.of("API_HOST", "")); // the file says where the server is
      awaitReason("SSH: 127.0.0.1:" + taken.getLocalPort());
    }
    awaitOk();
    assertThat(hub.console("kitty:protocols")).as("SSH on the free port").contains("bambu");
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  @AfterEach
  void isWellAgain() {
    awaitOk();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eht0 | no interface fits eht0; there is %s",
        "''   | interfaces is empty; there is %s",
        "!*   | no interface fits !*; there is %s",
      })
  void protocolsWithoutAnInterfaceShareOneSentence(String patterns, String sentence)
      throws Exception {
    hub.configure("io.kitty.bambu", "interfaces", patterns);
    hub.configure("io.kitty.elegoo", "interfaces", patterns);

    awaitReasons("bambu, elegoo: " + sentence.formatted(HubProcess.loopback()));

    hub.configure("io.kitty.bambu", "interfaces", HubProcess.loopback());
    awaitReasons("elegoo: " + sentence.formatted(HubProcess.loopback()));
    hub.configure("io.kitty.elegoo", "interfaces", HubProcess.loopback());
  }

  @Test
  void aMachineWithoutANetworkIsReported() throws Exception {
    String patterns = "*,!lo,!docker*";
    hub.configure("io.kitty.bambu", "interfaces", patterns);

    awaitReasons("bambu: no interface fits %s; there is lo".formatted(patterns));

    hub.configure("io.kitty.bambu", "interfaces", HubProcess.loopback());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc.invalid | web: cannot listen on",
        "192.0.2.1   | web: cannot listen on",
        "::::        | etc/io.kitty.web.cfg: address = :::: is not used: allowed are IP addresses",
        "0           | etc/io.kitty.web.cfg: address = 0 is not used: allowed are IP addresses",
      })
  void theServerStaysWhileTheNewAddressIsUnusable(String address, String sentence)
      throws Exception {
    Path file = hub.etc().resolve("io.kitty.web.cfg");
    String before = Files.readString(file);
    hub.configure("io.kitty.web", "address", address);

    awaitReason(sentence);

    assertThat(ProcessSockets.listening(hub.pid()))
        .noneMatch(socket -> socket.getAddress().isAnyLocalAddress());
    hub.configure("io.kitty.web", before);
  }

  @Test
  void theFileOfAnotherProgramIsNoStore() throws Exception {
    Path file = hub.etc().resolve("io.kitty.store.cfg");
    String before = Files.readString(file);
    Path foreign = Files.writeString(hub.data().resolve("hostname"), "workshop\n");
    hub.configure("io.kitty.store", "file", foreign.toString());

    awaitReason("etc/io.kitty.store.cfg: file = " + foreign + " is not used");

    assertThat(foreign).hasContent("workshop\n");
    try (var files = Files.list(hub.data())) {
      assertThat(files).noneMatch(each -> each.toString().contains("hostname."));
    }
    hub.configure("io.kitty.store", before);
  }

  @Test
  void aServerWithAnUnknownHostIsReported() throws Exception {
    Path file = hub.etc().resolve("io.kitty.redis.cfg");
    String before = Files.readString(file);
    hub.configure("io.kitty.redis", "url", "redis://redis.invalid:6379/0");
    hub.configure("io.kitty.redis", "enabled", "true");

    awaitReason("the host redis.invalid cannot be resolved; correct url (REDIS_URL)");

    hub.configure("io.kitty.redis", before);
  }

  @Test
  void theStoreRecoversSoonAfterItsFolder() throws Exception {
    Path file = hub.etc().resolve("io.kitty.store.cfg");
    String before = Files.readString(file);
    Path folder = Files.createFile(hub.data().resolve("blocked"));
    hub.configure("io.kitty.store", "file", "blocked/devices.mv");
    awaitReason("the folder " + folder + " cannot be made");

    Files.delete(folder);

    await("the store")
        .atMost(Duration.ofSeconds(5))
        .until(() -> hub.rest().json("/health"), health -> health.path("store").asBoolean());
    assertThat(lines("blocked")).as("one line per state").hasSize(2);
    hub.configure("io.kitty.store", before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"etc/io.kitty.bambu-x.cfg", "etc/other.config"})
  void garbageInEtcIsReported(String name) throws Exception {
    assertReportedWhile(hub.etc().resolve(Path.of(name).getFileName()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jar", "a.kar", "a.xml", "a.txt"})
  void garbageInDeployIsReported(String name) throws Exception {
    assertReportedWhile(hub.deploy().resolve(name));
  }

  private static void assertReportedWhile(Path file) throws Exception {
    Files.write(file, new byte[] {0, 1, 2, 3});

    awaitReason(file + " is not used: ");

    Files.delete(file);
  }

  private static List<String> lines(String text) throws Exception {
    return hub.log().lines().filter(line -> line.contains(text)).toList();
  }

  private static void awaitReason(String part) {
    await(part)
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(reasons()).singleElement().asString().contains(part));
  }

  private static void awaitReasons(String... all) {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(reasons()).containsExactly(all));
  }

  private static void awaitOk() {
    await("the hub to be well")
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(reasons()).isEmpty();
              assertThat(hub.rest().json("/health").path("status").asText()).isEqualTo("ok");
            });
  }

  private static List<String> reasons() throws Exception {
    return Rest.texts(hub.rest().json("/health").path("reasons"));
  }
}
