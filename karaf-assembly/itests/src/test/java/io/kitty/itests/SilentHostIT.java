// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A host that drops echo requests, like Windows and phones. */
class SilentHostIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ADDRESS = "192.0.2.7";
  private static final String HERE = "sysctl -qw net.ipv4.neigh." + TwoHostNetwork.HERE + ".";

  private static Optional<JsonNode> host(HubProcess hub) throws Exception {
    return StreamSupport.stream(hub.rest().json("/devices").spliterator(), false)
        .filter(each -> each.path("ip").asText().equals(ADDRESS))
        .findFirst();
  }

  @Test
  void isPresentWhileItRepliesToArp() throws Exception {
    Assumptions.secondHost();
    try (TwoHostNetwork wire =
            new TwoHostNetwork(List.of("192.0.2.1/24"), List.of(ADDRESS + "/24"));
        HubProcess hub = HubProcess.prepare("silent")) {
      wire.runThere("sysctl -qw net.ipv4.icmp_echo_ignore_all=1");
      TwoHostNetwork.run(HERE + "base_reachable_time_ms=2000");
      TwoHostNetwork.run(HERE + "delay_first_probe_time=1");
      hub.boot("kitty-ping, kitty-web");
      hub.configure("io.kitty.ping", "subnets", ADDRESS + "/32");
      hub.configure("io.kitty.ping", "interval", "2");
      hub.start();

      await("it is found").atMost(SOON).until(() -> host(hub).isPresent());
      JsonNode found = host(hub).orElseThrow();
      assertThat(found.path("source").asText()).isEqualTo("arp");
      assertThat(found.path("kind").asText()).isEqualTo("host");
      assertThat(found.has("mac")).isTrue();
      assertThat(Rest.each(found.path("sightings"), "source")).containsExactly("arp");

      wire.runThere("ip addr del " + ADDRESS + "/24 dev wire1");
      await("it departs").atMost(SOON).until(() -> host(hub).isEmpty());
    }
  }
}
