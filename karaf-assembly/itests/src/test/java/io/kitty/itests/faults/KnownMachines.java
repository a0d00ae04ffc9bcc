// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.itests.HubProcess;
import io.kitty.itests.Rest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What a hub lists of the machines of a {@link Household}. */
final class KnownMachines {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final HubProcess hub;
  private final Map<Announcement, String> ids = new EnumMap<>(Announcement.class);

  /** Waits until all of them are there. */
  KnownMachines(HubProcess hub) {
    this.hub = hub;
    await("all machines")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode devices = devices();
              for (Announcement each : Announcement.values()) {
                ids.put(each, one(devices, each).path("id").asText());
              }
            });
  }

  /** The ids of their devices. */
  Collection<String> ids() {
    return ids.values();
  }

  /**
   * Waits until the hub has heard each again after a moment, and asserts that each is present, as
   * the one device that it was.
   */
  void awaitHeardSince(Instant moment, Collection<Announcement> machines) {
    await("machines heard since " + moment)
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode devices = devices();
              for (Announcement each : machines) {
                assertThat(heard(one(devices, each), each)).as(each.name()).isAfter(moment);
              }
            });
  }

  /** Asserts that each is present, and returns how long ago the least heard one was heard. */
  Duration age(Collection<Announcement> machines) {
    Instant now = Instant.now();
    JsonNode devices = devices();
    return machines.stream()
        .map(each -> Duration.between(heard(one(devices, each), each), now))
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private JsonNode devices() {
    try {
      return hub.rest().json("/devices?fields=id,addresses,presence,sightings");
    } catch (Exception e) {
      throw new AssertionError("the devices cannot be read", e);
    }
  }

  /** Returns the one device at an address of a machine. */
  private JsonNode one(JsonNode devices, Announcement machine) {
    List<JsonNode> found =
        StreamSupport.stream(devices.spliterator(), false)
            .filter(
                each ->
                    Rest.texts(each.path("addresses")).stream()
                        .anyMatch(
                            address ->
                                address.equals(machine.address())
                                    || address.equals(machine.address6())))
            .toList();
    assertThat(found).as(machine.name()).hasSize(1);
    JsonNode device = found.get(0);
    assertThat(device.path("presence").asText()).as(machine.name()).isEqualTo("present");
    if (ids.containsKey(machine)) {
      assertThat(device.path("id").asText()).isEqualTo(ids.get(machine));
    }
    return device;
  }

  private static Instant heard(JsonNode device, Announcement machine) {
    return StreamSupport.stream(device.path("sightings").spliterator(), false)
        .filter(each -> each.path("source").asText().equals(machine.protocol()))
        .map(each -> Instant.ofEpochMilli((long) (each.path("last_seen").asDouble() * 1000)))
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }
}
