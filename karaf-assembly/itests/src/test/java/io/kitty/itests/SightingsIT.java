// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A machine that two protocols find, and its events. */
class SightingsIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String ADDRESS = "127.0.3.2";

  private static HubProcess hub;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("sightings");
    hub.configure("io.kitty.ping", "subnets", "127.0.3.0/30");
    hub.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  @BeforeEach
  void sweptOnce() {
    await("what answers ping")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(hub.rest().each("/devices", "ip"))
                    .containsExactly("127.0.3.1", ADDRESS));
  }

  @Test
  void aMachineFoundByPingAndSsdpIsOneDevice() throws Exception {
    try (UpnpDevice printer = new UpnpDevice("Kiln in the shed", ADDRESS)) {
      printer.alive();

      await("its name and model")
          .atMost(SOON)
          .untilAsserted(
              () -> {
                JsonNode device = hub.rest().json("/devices/" + printer.id());
                assertThat(device.path("name").asText()).isEqualTo("Kiln in the shed");
                assertThat(device.path("model").asText()).isEqualTo("Kiln 3");
              });
      JsonNode device = hub.rest().json("/devices/" + printer.id());
      assertThat(device.path("id").asText()).isEqualTo(printer.id());
      assertThat(device.path("source").asText()).isEqualTo("ssdp");
      assertThat(Rest.each(device.path("sightings"), "source"))
          .containsExactlyInAnyOrder("ping", "ssdp");
      assertThat(Rest.each(device.path("sightings"), "address")).containsOnly(ADDRESS);
      assertThat(hub.rest().each("/devices", "ip")).containsExactly("127.0.3.1", ADDRESS);

      printer.byebye();

      await("the end of what it announced")
          .atMost(SOON)
          .until(() -> hub.rest().get("/devices?source=ssdp").body().equals("[]"));
      assertThat(hub.rest().each("/devices", "ip")).containsExactly("127.0.3.1", ADDRESS);
      assertThat(hub.rest().each("/devices", "source")).containsOnly("ping");
    }
  }

  @Test
  void eventsAreASnapshotThenLiveAndResume() throws Exception {
    try (UpnpDevice lamp = new UpnpDevice("Lamp", "127.0.3.9")) {
      String last;
      try (EventFeed first = hub.rest().events()) {
        await("the snapshot").atMost(SOON).until(() -> !first.events().isEmpty());
        assertThat(first.events().get(0).name()).isEqualTo("snapshot");
        assertThat(Rest.each(first.events().get(0).data(), "ip"))
            .contains("127.0.3.1", ADDRESS)
            .doesNotContain("127.0.3.9");

        lamp.alive();
        await("the appearance")
            .atMost(SOON)
            .until(() -> first.devices("appeared").contains(lamp.id()));
        await("its name")
            .atMost(SOON)
            .until(
                () ->
                    first.events().stream()
                        .anyMatch(event -> event.data().path("name").asText().equals("Lamp")));
        last = first.events().get(first.events().size() - 1).id();
      }

      lamp.byebye();
      await("the goodbye")
          .atMost(SOON)
          .until(() -> hub.rest().get("/devices?q=Lamp").body().equals("[]"));

      try (EventFeed second = hub.rest().events(last)) {
        await("what was missed").atMost(SOON).until(() -> !second.events().isEmpty());
        assertThat(second.events()).allMatch(event -> !event.name().equals("snapshot"));
        EventFeed.Event missed = second.events().get(0);
        assertThat(List.of(missed.name(), missed.device(), missed.data().path("reason").asText()))
            .containsExactly("departed", lamp.id(), "GOODBYE");
      }

      try (EventFeed stranger = hub.rest().events("no-such-id")) {
        await("a snapshot for whom nobody knows")
            .atMost(SOON)
            .until(() -> !stranger.events("snapshot").isEmpty());
      }
    }
  }
}
