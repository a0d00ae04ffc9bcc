// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.DeviceQuery.Presence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventFilterTest {

  private static final Device IDLE = device("IDLE");
  private static final Device RUNNING = device("RUNNING");

  /** A departed device reports no status. */
  private static final Device DEPARTED = departed(device(""));

  private final EventFilter running = follow(Set.of(Presence.PRESENT), "running");

  @Test
  void passesMatchingDevicesUnchanged() {
    DeviceEvent appeared = new Appeared(RUNNING, false);
    DeviceEvent changed = new Changed(RUNNING, RUNNING, false);
    DeviceEvent departed = new Departed(RUNNING, DEPARTED, DepartureReason.EXPIRED, null, false);

    assertThat(running.apply(appeared)).hasValue(appeared);
    assertThat(running.apply(changed)).hasValue(changed);
    assertThat(running.apply(departed)).hasValue(departed);
  }

  @Test
  void dropsDevicesThatDoNotMatch() {
    assertThat(running.apply(new Appeared(IDLE, false))).isEmpty();
    assertThat(running.apply(new Changed(IDLE, IDLE, false))).isEmpty();
    assertThat(running.apply(new Departed(IDLE, DEPARTED, DepartureReason.EXPIRED, null, false)))
        .isEmpty();
  }

  @Test
  void reportsAppearedAndDepartedAsDevicesStartAndStopMatching() {
    assertThat(running.apply(new Changed(IDLE, RUNNING, false)))
        .hasValue(new Appeared(RUNNING, false));
    assertThat(running.apply(new Changed(RUNNING, IDLE, false)))
        .hasValue(new Departed(RUNNING, IDLE, DepartureReason.UNMATCHED, null, false));
  }

  @Test
  void reportsAppearedForDepartedDevicesIfTheseAreFollowed() {
    EventFilter departed = follow(Set.of(Presence.DEPARTED), "online");

    assertThat(
            departed.apply(new Departed(RUNNING, DEPARTED, DepartureReason.EXPIRED, null, false)))
        .hasValue(new Appeared(DEPARTED, false));
    assertThat(
            departed.apply(new Departed(RUNNING, DEPARTED, DepartureReason.FORGOTTEN, null, false)))
        .isEmpty();
    assertThat(departed.apply(new Appeared(device(""), false)).orElseThrow())
        .isInstanceOfSatisfying(
            Departed.class,
            event -> assertThat(event.reason()).isEqualTo(DepartureReason.UNMATCHED));
    assertThat(departed.apply(new Appeared(RUNNING, false))).isEmpty();
  }

  @Test
  void passesAllEventsIfEverythingMatches() {
    EventFilter all = new EventFilter(DeviceQuery.builder().presence(Set.of()).build());
    EventFilter both =
        new EventFilter(
            DeviceQuery.builder().presence(Set.of(Presence.PRESENT, Presence.DEPARTED)).build());
    for (DeviceEvent event :
        List.of(
            new Appeared(IDLE, false),
            new Changed(IDLE, RUNNING, false),
            new Departed(RUNNING, DEPARTED, DepartureReason.EXPIRED, null, false),
            new Departed(RUNNING, DEPARTED, DepartureReason.MERGED, IDLE.id(), false))) {
      assertThat(all.apply(event)).hasValue(event);
      assertThat(both.apply(event)).hasValue(event);
    }
  }

  @Test
  void reportsDepartedWhenADeviceBecomesIgnored() {
    EventFilter listed = new EventFilter(DeviceQuery.PRESENT);
    Device ignored = IDLE.withFacts(Map.of(Fact.USER_IGNORED, "true"));

    assertThat(listed.apply(new Changed(IDLE, ignored, false)).orElseThrow())
        .isInstanceOf(Departed.class);
    assertThat(listed.apply(new Changed(ignored, IDLE, false))).hasValue(new Appeared(IDLE, false));
    assertThat(listed.apply(new Appeared(ignored, false))).isEmpty();
  }

  private static EventFilter follow(Set<Presence> presence, String status) {
    return new EventFilter(
        DeviceQuery.builder().presence(presence).statuses(Set.of(status)).build());
  }

  private static Device departed(Device device) {
    return device.withDeparture(new Departure(DepartureReason.EXPIRED, Instant.EPOCH));
  }

  private static Device device(String status) {
    return Device.builder(new DeviceId("a:1"), "ssdp")
        .facts(status.isEmpty() ? Map.of() : Map.of(Fact.STATUS, status))
        .build();
  }
}
