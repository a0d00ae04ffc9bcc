// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.commons.poll.PollIntervals;
import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.http.DeviceResponse;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.state.Heater;
import io.kitty.state.MachineError;
import io.kitty.state.MachineState;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakeContext.Goodbye;
import io.kitty.testkit.FakeHttp;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoonrakerProviderTest {

  private static final InetAddress ADDRESS = TestLinks.address("192.0.2.7");
  private static final InetAddress OTHER = TestLinks.address("192.0.2.8");
  private static final Source MDNS = new Source("mdns", "device", "mdns", Authority.GENERAL);
  private static final Source RELAYED = MDNS.relayedBy("redis");
  private static final Source OWN =
      new Source("moonraker", "printer", "moonraker", Authority.GENERAL);

  private static final Identifier UUID = new Identifier.Uuid("5d1c0f6e6a534a0b9a3e0d3a00000021");

  private final FakeContext context = new FakeContext();

  @BeforeEach
  void start() {
    context.links(TestLinks.lan());
    answer(200, status("standby"));
    new MoonrakerProvider(
            new PollIntervals(Duration.ofSeconds(30), Duration.ofSeconds(10), () -> 0.5))
        .start(context);
  }

  private void answer(int status, String body) {
    answer(FakeHttp.response(status, body));
  }

  private void answer(DeviceResponse response) {
    context.http().respond(request -> response);
  }

  private static String status(String state) {
    return """
        {"result": {"eventtime": 1.5, "status": {
          "webhooks": {"state": "ready", "state_message": "Printer is ready"},
          "print_stats": {"state": "%s", "filename": "benchy.gcode", "print_duration": 61.5,
            "info": {"current_layer": 3, "total_layer": null}},
          "display_status": {"progress": 0.25, "message": null},
          "extruder": {"temperature": 210.4, "target": 210.0},
          "heater_bed": {"temperature": 60.0, "target": 60.0}}}}
        """
        .formatted(state);
  }

  private static Device printer(InetAddress address, String route) {
    return device(evidence(MDNS, address, "_moonraker._tcp", route, null));
  }

  private static Device device(Evidence evidence) {
    return Device.builder(DeviceId.of("mdns", "printer"), evidence.source().id())
        .addresses(List.of(evidence.sighting().endpoint().address()))
        .evidence(List.of(evidence))
        .build();
  }

  private static Evidence evidence(
      Source source, InetAddress address, String type, String route, InetAddress via) {
    Sighting sighting =
        Sighting.of("printer", new Endpoint(address, "eth0"), Duration.ofHours(1))
            .service(new Service(type, "Voron", 7125, Map.of("route_prefix", route)))
            .identifier(Optional.of(UUID))
            .via(via)
            .build();
    Instant now = Instant.EPOCH;
    return new Evidence(source, sighting, null, now, now, now, now, true);
  }

  private int requests() {
    return context.http().requests().size();
  }

  private void advance(long seconds) {
    context.advance(Duration.ofSeconds(seconds));
  }

  @Test
  void reportsTheStatusOfAnAnnouncedPrinter() {
    answer(200, status("printing"));
    context.present(printer(ADDRESS, ""));
    assertThat(requests()).as("not all printers at once").isZero();
    advance(1);

    assertThat(context.http().requests())
        .singleElement()
        .hasToString("GET http://192.0.2.7:7125/printer/objects/query");
    assertThat(context.http().requests().get(0).path())
        .endsWith("query?print_stats&display_status&webhooks&extruder&heater_bed");
    Sighting sighting = context.lastSighting();
    assertThat(sighting.key()).isEqualTo("printer");
    assertThat(sighting.endpoint()).isEqualTo(new Endpoint(ADDRESS, "eth0"));
    assertThat(sighting.lifetime()).isEqualTo(Duration.ofSeconds(35));
    assertThat(sighting.identifiers()).containsExactly(UUID);
    assertThat(sighting.facts()).isEqualTo(Map.of(Fact.STATUS, "RUNNING"));
    assertThat(sighting.attributes()).isEqualTo(Map.of("klipper", "ready", "state", "printing"));
    assertThat(sighting.state())
        .isEqualTo(
            MachineState.builder()
                .job("benchy.gcode")
                .progress(0.25)
                .elapsed(61.5)
                .layer(3, 0)
                .temperature(Heater.NOZZLE, 210.4, 210)
                .temperature(Heater.BED, 60, 60)
                .build());
  }

  @ParameterizedTest
  @CsvSource({
    "standby, IDLE",
    "printing, RUNNING",
    "paused, PAUSED",
    "complete, FINISHED",
    "cancelled, STOPPED",
    "error, ERROR"
  })
  void namesTheStatesOfAJob(String state, String word) {
    answer(200, status(state));
    context.present(printer(ADDRESS, ""));
    advance(1);

    assertThat(context.lastSighting().facts()).containsEntry(Fact.STATUS, word);
  }

  @ParameterizedTest
  @CsvSource({"startup, PREPARING", "shutdown, OFFLINE", "error, ERROR", "disconnected, OFFLINE"})
  void theStateOfKlipperComesFirst(String state, String word) {
    answer(200, status("standby").replace("\"ready\"", "\"" + state + "\""));
    context.present(printer(ADDRESS, ""));
    advance(1);

    assertThat(context.lastSighting().facts()).containsEntry(Fact.STATUS, word);
  }

  @Test
  void isOfflineWhileKlipperIsNotConnected() {
    answer(503, "{\"error\": {\"code\": 503, \"message\": \"Klippy Host not connected\"}}");
    context.present(printer(ADDRESS, ""));
    advance(1);

    assertThat(context.lastSighting().facts()).containsEntry(Fact.STATUS, "OFFLINE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "noise",
        "[]",
        "{}",
        "{\"result\": {\"status\": 1}}",
        "{\"result\": {\"status\": {"
      })
  void otherAnswersAreNoStatus(String body) {
    answer(200, body);
    context.present(printer(ADDRESS, ""));
    advance(1);

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).containsEntry("unanswered", 1L);
  }

  @Test
  void aStateThatIsNotKnownIsNoStatus() {
    answer(200, status("dancing"));
    context.present(printer(ADDRESS, ""));
    advance(1);

    assertThat(context.lastSighting().facts()).isEmpty();
    assertThat(context.lastSighting().attributes()).containsEntry("state", "dancing");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aPrinterThatRefusesNeedsAKey(int status) {
    answer(status, "{\"error\": {\"code\": 401, \"message\": \"Unauthorized\"}}");
    context.present(printer(ADDRESS, ""));
    advance(1);

    assertThat(context.lastSighting().facts())
        .isEqualTo(
            Map.of(
                Fact.NEEDS_KEY,
                "trusted_clients in the moonraker.conf of the printer: add this hub"));
    assertThat(context.errors()).isEmpty();
  }

  @Test
  void tellsTheErrorOfKlipperOrOfTheJob() {
    answer(200, status("error").replace("\"filename\"", "\"message\": \"It fell\", \"filename\""));
    context.present(printer(ADDRESS, ""));
    advance(1);
    assertThat(context.lastSighting().state().error()).isEqualTo(new MachineError("", "It fell"));

    answer(200, status("standby").replace("\"ready\"", "\"shutdown\""));
    advance(30);
    assertThat(context.lastSighting().state().error())
        .isEqualTo(new MachineError("", "Printer is ready"));
  }

  @Test
  void endsWithTheAnnouncement() {
    context.present(printer(ADDRESS, ""));
    advance(1);

    context.present(device(evidence(OWN, ADDRESS, "_moonraker._tcp", "", null)));

    assertThat(context.goodbyes()).containsExactly(new Goodbye("printer", ADDRESS));
    advance(3600);
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void followsAPrinterToAnotherAddress() {
    context.present(printer(ADDRESS, ""));
    advance(1);
    context.present(printer(OTHER, "printer1/"));
    advance(1);

    assertThat(context.goodbyes()).containsExactly(new Goodbye("printer", ADDRESS));
    assertThat(context.lastSighting().endpoint().address()).isEqualTo(OTHER);
    assertThat(context.http().requests())
        .last()
        .hasToString("GET http://192.0.2.8:7125/printer1/printer/objects/query");
    advance(30);
    assertThat(requests()).isEqualTo(3);
  }

  @Test
  void asksNobodyOfWhomOnlyOthersSpeak() {
    context.present(device(evidence(RELAYED, ADDRESS, "_moonraker._tcp", "", null)));
    context.present(device(evidence(MDNS, ADDRESS, "_moonraker._tcp", "", OTHER)));
    context.present(device(evidence(MDNS, ADDRESS, "_octoprint._tcp", "", null)));
    advance(3600);

    assertThat(requests()).isZero();
  }
}
