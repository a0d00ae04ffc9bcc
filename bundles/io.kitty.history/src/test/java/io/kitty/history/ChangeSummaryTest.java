// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.inventory.History.Change;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeSummaryTest {

  private static final Device PRINTER = TestDevices.printer(1);

  private static Device with(Fact fact, String value) {
    Map<Fact, String> facts = new EnumMap<>(PRINTER.facts());
    facts.put(fact, value);
    return PRINTER.withFacts(facts);
  }

  private static Device with(List<InetAddress> addresses, List<Service> services) {
    return PRINTER.toBuilder()
        .addresses(addresses)
        .services(services)
        .warnings(List.of())
        .ambiguous(false)
        .build();
  }

  private static Device at(String... addresses) {
    return with(List.of(addresses).stream().map(TestLinks::address).toList(), List.of());
  }

  private static Device offering(Service... services) {
    return with(List.of(), List.of(services));
  }

  @Test
  void namesFactsAsInJson() {
    assertThat(ChangeSummary.of(PRINTER, with(Fact.STATUS, "RUNNING")))
        .containsExactly(new Change("status", "IDLE", "RUNNING"));
    assertThat(ChangeSummary.of(PRINTER, with(Fact.MODEL_CODE, "C12")))
        .containsExactly(new Change("model_code", null, "C12"));
    assertThat(ChangeSummary.of(with(Fact.USER_ROOM, "Cellar"), PRINTER))
        .containsExactly(new Change("user.room", "Cellar", null));
    assertThat(ChangeSummary.of(PRINTER, with(Fact.USER_NAME, "Left")))
        .containsExactly(new Change("name", PRINTER.name(), "Left"));
  }

  @Test
  void leavesOutNotesAndUnchangedFields() {
    assertThat(ChangeSummary.of(PRINTER, PRINTER)).isEmpty();
    assertThat(ChangeSummary.of(PRINTER, with(Fact.USER_NOTE, "mine"))).isEmpty();
  }

  @Test
  void aMoveIsOneChange() {
    assertThat(ChangeSummary.of(at("192.0.2.1"), at("192.0.2.2")))
        .containsExactly(new Change("ip", "192.0.2.1", "192.0.2.2"));
    assertThat(ChangeSummary.of(at("192.0.2.1"), at("192.0.2.2", "192.0.2.1")))
        .containsExactly(
            new Change("ip", "192.0.2.1", "192.0.2.2"), new Change("addresses", null, "192.0.2.1"));
    assertThat(ChangeSummary.of(at("192.0.2.2", "192.0.2.1"), at("192.0.2.2")))
        .containsExactly(new Change("addresses", "192.0.2.1", null));
  }

  @Test
  void aChangedServiceShowsTheDifference() {
    Service web = new Service("_http._tcp", "Web", 80, Map.of("path", "/", "n", "1"));
    Service later = new Service("_http._tcp", "Web", 8080, Map.of("path", "/", "n", "2"));
    Service bare = new Service("_ssh._tcp", "", 0, Map.of());

    assertThat(ChangeSummary.of(offering(web), offering(later, bare)))
        .containsExactly(
            new Change("services", "Web _http._tcp:80 n=1", "Web _http._tcp:8080 n=2"),
            new Change("services", null, "_ssh._tcp"));
    assertThat(ChangeSummary.of(offering(web, bare), offering(bare)))
        .containsExactly(new Change("services", "Web _http._tcp:80", null));
  }

  @Test
  void isBounded() {
    Service[] many = new Service[40];
    for (int i = 0; i < many.length; i++) {
      many[i] = new Service("_t" + i + "._tcp", "x".repeat(250), 1, Map.of());
    }

    assertThat(ChangeSummary.of(offering(), offering(many)))
        .hasSize(ChangeSummary.MAX_CHANGES)
        .allSatisfy(change -> assertThat(change.to()).hasSizeLessThanOrEqualTo(160));
  }
}
