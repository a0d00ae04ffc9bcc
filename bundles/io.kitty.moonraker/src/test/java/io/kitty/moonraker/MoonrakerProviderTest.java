// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.http.DeviceHttpException;
import io.kitty.http.DeviceHttpException.Reason;
import io.kitty.http.DeviceResponse;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakeContext.Goodbye;
import io.kitty.testkit.FakeHttp;
import io.kitty.testkit.TestConfigs;
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
    new MoonrakerProvider(TestConfigs.defaults(MoonrakerProvider.Config.class), () -> 0.5)
        .start(context);
  }

  private void answer(int status, String body) {
    answer(FakeHttp.response(status, body));
  }

  private void answer(DeviceResponse response) {
    context.http().respond(request -> response);
  }

  private void answerNothing() {
    context
        .http()
        .respond(
            request -> {
              throw new DeviceHttpException(Reason.TIMEOUT, "it takes too long");
            });
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
    assertThat(sighting.attributes())
        .isEqualTo(Map.of("klipper", "ready", "state", "printing", "filename", "benchy.gcode"));
    assertThat(sighting.readings())
        .isEqualTo(
            Map.of(
                "progress", 0.25,
                "print_duration", 61.5,
                "current_layer", 3L,
                "extruder", 210.4,
                "extruder_target", 210.0,
                "heater_bed", 60.0,
                "heater_bed_target", 60.0));
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
  @CsvSource({"startup, PREPARING", "shutdown, ERROR", "error, ERROR", "disconnected, OFFLINE"})
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

  @Test
  void asksMoreOftenAtWork() {
    context.present(printer(ADDRESS, ""));
    advance(1);
    advance(29);
    assertThat(requests()).isEqualTo(1);
    answer(200, status("printing"));
    advance(1);
    assertThat(requests()).isEqualTo(2);
    advance(9);
    assertThat(requests()).isEqualTo(2);
    advance(1);
    assertThat(requests()).isEqualTo(3);
  }

  @Test
  void neverSendsTwoRequestsAtATime() {
    context.queueTasks();
    context.present(printer(ADDRESS, ""));
    advance(600);
    assertThat(requests()).isEqualTo(1);

    context.present(printer(ADDRESS, ""));
    context.runTasks();
    advance(600);

    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void asksLessAndLessOftenWithoutAnAnswer() {
    answerNothing();
    context.present(printer(ADDRESS, ""));
    advance(1);
    advance(30);
    assertThat(requests()).isEqualTo(2);
    advance(59);
    assertThat(requests()).isEqualTo(2);
    advance(1);
    assertThat(requests()).isEqualTo(3);
    advance(3600);
    assertThat(requests()).isLessThan(13);
    assertThat(context.sightings()).isEmpty();
    assertThat(context.errors()).isEmpty();

    answer(200, status("standby"));
    advance(600);
    int before = requests();
    advance(30);

    assertThat(requests()).isEqualTo(before + 1);
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

  @Test
  void aPrinterThatWantsAKeyIsAHint() {
    answer(401, "{\"error\": {\"code\": 401, \"message\": \"Unauthorized\"}}");
    context.present(printer(ADDRESS, ""));
    advance(1);
    assertThat(context.hints())
        .containsEntry(
            "eth0",
            "needs a key: 192.0.2.7; add this hub to trusted_clients in moonraker.conf there");
    assertThat(context.errors()).isEmpty();
    assertThat(context.sightings()).isEmpty();

    answer(200, status("standby"));
    advance(30);

    assertThat(context.hints()).isEmpty();
  }

  @Test
  void endsWithTheAnnouncement() {
    answer(401, "");
    context.present(printer(ADDRESS, ""));
    advance(1);

    context.present(device(evidence(OWN, ADDRESS, "_moonraker._tcp", "", null)));

    assertThat(context.goodbyes()).containsExactly(new Goodbye("printer", ADDRESS));
    assertThat(context.hints()).isEmpty();
    advance(3600);
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void reportsNothingThatComesAfterTheEnd() {
    context.queueTasks();
    context.present(printer(ADDRESS, ""));
    advance(1);
    context.gone(printer(ADDRESS, ""));

    context.runTasks();

    assertThat(context.sightings()).isEmpty();
    assertThat(context.goodbyes()).hasSize(1);
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
  void asksNobodyOnOtherInterfaces() {
    context.links(TestLinks.loopback());
    context.present(printer(ADDRESS, ""));
    advance(3600);

    assertThat(requests()).isZero();
  }

  @Test
  void asksNobodyOfWhomOnlyOthersSpeak() {
    context.present(device(evidence(RELAYED, ADDRESS, "_moonraker._tcp", "", null)));
    context.present(device(evidence(MDNS, ADDRESS, "_moonraker._tcp", "", OTHER)));
    context.present(device(evidence(MDNS, ADDRESS, "_octoprint._tcp", "", null)));
    advance(3600);

    assertThat(requests()).isZero();
  }

  @Test
  void boundsThePrinters() {
    for (int i = 0; i <= Printers.MAX_PRINTERS; i++) {
      InetAddress address = TestLinks.address("192.0.2." + i % 256);
      if (i < Printers.MAX_PRINTERS) {
        context.present(printer(address, "").withId(DeviceId.of("mdns", "printer" + i)));
      } else {
        context.present(
            printer(TestLinks.address("198.51.100.1"), "").withId(DeviceId.of("mdns", "more")));
      }
    }
    advance(1);

    assertThat(requests()).isEqualTo(Printers.MAX_PRINTERS);
    assertThat(context.counters()).containsEntry("printers_ignored", 1L);
  }
}
