// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A first start with mostly invalid values in files and variables, without last good ones. The hub
 * then does less than by its defaults, never more.
 */
class UnusableValuesIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  private static HubProcess hub;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("unusable");
    hub.configure("io.kitty.ssdp", "interfaces", "lo eth0");
    hub.configure("io.kitty.bambu", "interfaces", "");
    hub.configure("io.kitty.elegoo", "interfaces", "!docker*");
    hub.configure("io.kitty.beacon", "enabled", "maybe");
    hub.configure("io.kitty.multicast", "groups", "224.1.1.1");
    hub.configure("io.kitty.broadcast", "broadcast.address", "127.255.255.256");
    hub.configure("io.kitty.flashforge", "port", "18oo7");
    hub.configure("io.kitty.web", "address", "0.0.0.0");
    hub.configure("io.kitty.redis", "pasword", "hunter2");
    hub.configure(
        "io.kitty.bindserver-x",
        "enabled = true\ninterfaces = %s\nserial = 01P00A391800001\nmodel = C12\nname = X\n"
                .formatted(HubProcess.loopback())
            + "plain.port = 0\ntls.port = 0\nbind.address = 127.0.0.256\n");
    Path mdns = hub.etc().resolve("io.kitty.mdns.cfg");
    Files.delete(mdns);
    Files.createDirectory(mdns);
    Files.delete(hub.etc().resolve("io.kitty.ankermake.cfg"));
    Files.writeString(hub.etc().resolve("io.kitty.snapmaker.cfg"), "");
    Map<String, String> environment = new HashMap<>();
    environment.put("DISCOVERY_SUBNETS", "garbage");
    environment.put("SCAN_LOOP_INTERVAL", "never");
    environment.put("ENABLE_ANKERMAKE", "perhaps");
    environment.put("ENABLE_MDNS", "1");
    environment.put("API_HOST", "300.0.0.1");
    hub.start(environment);
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void sweepsListensAndOpensNothing() throws Exception {
    assertThat(ProcessSockets.udp(hub.pid())).isEmpty();
    assertThat(ProcessSockets.icmp(hub.pid())).isEmpty();
    assertThat(ProcessSockets.listening(hub.pid()))
        .containsExactlyInAnyOrder(
            new InetSocketAddress("127.0.0.1", hub.httpPort()),
            new InetSocketAddress("127.0.0.1", hub.sshPort()));
    assertThat(hub.rest().json("/devices").size()).isZero();
  }

  @Test
  void reportsEachInvalidValueWithTheAllowedOnes() throws Exception {
    await("what chooses no interface")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(hub.rest().get("/health").body())
                    .contains("bambu: interfaces is empty", "no interface fits !docker*"));
    List<String> reasons = Rest.texts(hub.rest().json("/health").path("reasons"));

    assertThat(String.join("\n", reasons))
        .contains("environment: DISCOVERY_SUBNETS = garbage is not used: allowed are IPv4 networks")
        .contains("environment: SCAN_LOOP_INTERVAL = never is not used: allowed is a number from 0")
        .contains("environment: API_HOST = 300.0.0.1 is not used: allowed are IP addresses like")
        .contains("environment: ENABLE_ANKERMAKE = perhaps is not used: allowed are true and false")
        .contains("io.kitty.ssdp.cfg: interfaces = lo eth0 is not used: allowed are names and")
        .contains("io.kitty.beacon.cfg: enabled = maybe is not used: allowed are true and false")
        .contains("io.kitty.multicast.cfg: groups = 224.1.1.1 is not used: allowed are multicast")
        .contains("io.kitty.broadcast.cfg: broadcast.address = 127.255.255.256 is not used: ")
        .contains("io.kitty.flashforge.cfg: port = 18oo7 is not used: allowed is a whole number")
        .contains("io.kitty.bindserver-x.cfg: bind.address = 127.0.0.256 is not used: ")
        .contains("io.kitty.redis.cfg: pasword: there is no such key; there are [enabled, url")
        .contains("io.kitty.mdns.cfg cannot be read: it is a directory; nothing runs by it")
        .contains("io.kitty.snapmaker.cfg is empty; nothing runs by it")
        .doesNotContain("hunter2");
    assertThat(reasons).doesNotHaveDuplicates();
    assertThat(reasons).filteredOn(line -> line.contains("SCAN_LOOP_INTERVAL")).hasSize(1);
    assertThat(hub.rest().json("/health").path("status").asText()).isNotEqualTo("ok");
    assertThat(hub.log()).doesNotContain("hunter2", "\tat ");
  }

  @Test
  void runsOnceTheFileIsRight() throws Exception {
    Path ssdp = hub.etc().resolve("io.kitty.ssdp.cfg");
    String bad = Files.readString(ssdp);

    hub.configure("io.kitty.ssdp", "interfaces", HubProcess.loopback());
    await("ssdp").atMost(SOON).until(() -> hub.rest().json("/health").path("ssdp").asBoolean());

    hub.configure("io.kitty.ssdp", "interfaces", "lo eth0");
    await("the complaint")
        .atMost(SOON)
        .until(() -> hub.rest().get("/health").body().contains("; lo goes on"));
    await("ssdp").atMost(SOON).until(() -> hub.rest().json("/health").path("ssdp").asBoolean());

    hub.configure("io.kitty.ssdp", bad.replaceAll("(?m)^enabled.*", "enabled = false"));
    await("the sockets").atMost(SOON).until(() -> ProcessSockets.udp(hub.pid()).isEmpty());
  }
}
