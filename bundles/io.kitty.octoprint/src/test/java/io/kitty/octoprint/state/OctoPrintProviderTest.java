// SPDX-License-Identifier: Apache-2.0
package io.kitty.octoprint.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.commons.key.MachineKey;
import io.kitty.commons.key.MachineKeys;
import io.kitty.commons.key.MachineSelector;
import io.kitty.commons.key.Secret;
import io.kitty.commons.poll.PollIntervals;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.http.DeviceHttpException;
import io.kitty.http.DeviceHttpException.Reason;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import io.kitty.identifier.Identifier;
import io.kitty.state.Heater;
import io.kitty.state.MachineError;
import io.kitty.state.MachineState;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakeHttp;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.http.AnnouncedMachines;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OctoPrintProviderTest {

  private static final InetAddress ADDRESS = TestLinks.address("192.0.2.7");
  private static final Identifier UUID =
      new Identifier.Uuid("5d1c0f6e-6a53-4a0b-9a3e-0d3a00000021");
  private static final String KEY = "0123456789ABCDEF";
  private static final String REMEDY =
      "etc/io.kitty.octoprint-NAME.cfg: host = 192.0.2.7 and api.key";
  private static final String PRINTER = "/api/printer?exclude=sd";

  private final FakeContext context = new FakeContext();
  private final MachineKeys<Secret> keys = new MachineKeys<>();
  private final Map<String, DeviceResponse> responses = new TreeMap<>();

  @BeforeEach
  void start() {
    context.links(TestLinks.lan());
    answer(
        "/api/version", 200, "{\"api\": \"0.1\", \"server\": \"1.10.2\", \"text\": \"OctoPrint\"}");
    printer("Printing", "operational", "printing");
    job("Printing", "25.5");
    context.http().respond(this::respond);
    new OctoPrintProvider(
            new PollIntervals(Duration.ofSeconds(30), Duration.ofSeconds(10), () -> 0.5), keys)
        .start(context);
  }

  private void answer(String path, int status, String body) {
    responses.put(path, FakeHttp.response(status, body));
  }

  private DeviceResponse respond(DeviceRequest request) throws DeviceHttpException {
    DeviceResponse response = responses.get(request.path());
    if (response == null) {
      throw new DeviceHttpException(Reason.UNREACHABLE, "no answer");
    }
    return response;
  }

  private void printer(String text, String... flags) {
    StringBuilder set = new StringBuilder();
    for (String flag : flags) {
      set.append(", \"").append(flag).append("\": true");
    }
    answer(
        PRINTER,
        200,
        """
        {"state": {"text": "%s", "flags": {"sdReady": false%s}},
         "temperature": {"tool0": {"actual": 214.8, "target": 215.0, "offset": 0},
           "bed": {"actual": 60.1, "target": 60.0}, "chamber": {"actual": null, "target": null}}}
        """
            .formatted(text, set));
  }

  private void job(String state, String completion) {
    answer(
        "/api/job",
        200,
        """
        {"job": {"file": {"name": "b.gco", "display": "benchy.gcode"}, "estimatedPrintTime": 8811},
         "progress": {"completion": %s, "filepos": 337942, "printTime": 276, "printTimeLeft": 912},
         "state": "%s"}
        """
            .formatted(completion, state));
  }

  private static MachineKey<Secret> key(String host, int port) {
    return MachineKey.of(
        Map.of("felix.fileinstall.filename", "/etc/io.kitty.octoprint-ender.cfg"),
        true,
        () -> MachineSelector.of(host, "", port),
        () -> Secret.of("api.key", KEY, ""));
  }

  private static Service octoprint(int port, String path) {
    return new Service("_octoprint._tcp", "OctoPrint " + port, port, Map.of("path", path));
  }

  private void present(Service... services) {
    context.present(AnnouncedMachines.at(ADDRESS, Set.of(UUID), services));
    advance(1);
  }

  private Sighting asked() {
    keys.add(key("192.0.2.7", 0));
    present(octoprint(5000, "/"));
    return context.lastSighting();
  }

  private void advance(long seconds) {
    context.advance(Duration.ofSeconds(seconds));
  }

  @Test
  void reportsWhatAPrinterDoes() {
    Sighting sighting = asked();

    assertThat(context.http().requests())
        .extracting(DeviceRequest::toString)
        .containsExactly(
            "GET http://192.0.2.7:5000/api/printer", "GET http://192.0.2.7:5000/api/job");
    assertThat(context.http().requests())
        .allSatisfy(each -> assertThat(each.headers()).containsEntry("X-Api-Key", KEY));
    assertThat(sighting.identifiers()).containsExactly(UUID);
    assertThat(sighting.facts()).isEqualTo(Map.of(Fact.STATUS, "RUNNING"));
    assertThat(sighting.attributes()).isEqualTo(Map.of("state", "Printing"));
    assertThat(sighting.state())
        .isEqualTo(
            MachineState.builder()
                .job("benchy.gcode")
                .progress(0.255)
                .elapsed(276)
                .remaining(912)
                .temperature(Heater.NOZZLE, 214.8, 215)
                .temperature(Heater.BED, 60.1, 60)
                .build());
  }

  @ParameterizedTest
  @CsvSource({
    "Operational, operational, ready, 12.5, IDLE",
    "Operational, operational, ready, null, IDLE",
    "Operational, operational, ready, 100.0, FINISHED",
    "Starting, operational, printing, 0.0, PREPARING",
    "Transferring file to SD, operational, printing, 4, PREPARING",
    "Printing from SD, operational, printing, 4, RUNNING",
    "Resuming, operational, resuming, 4, RUNNING",
    "Finishing, operational, finishing, 100, RUNNING",
    "Pausing, printing, pausing, 4, PAUSED",
    "Paused, operational, paused, 4, PAUSED",
    "Cancelling, printing, cancelling, 4, STOPPED",
    "Error, error, closedOrError, 4, ERROR",
    "Offline after error, error, closedOrError, 4, OFFLINE",
    "Dancing, dancing, ready, 4, "
  })
  void namesTheStates(String text, String flag, String other, String completion, String word) {
    printer(text, flag, other);
    job(text, completion);

    Sighting sighting = asked();
    assertThat(sighting.facts().get(Fact.STATUS)).isEqualTo(word);
    assertThat(sighting.attributes()).isEqualTo(Map.of("state", text));
  }

  @Test
  void aSelectedFileIsNoJob() {
    printer("Operational", "operational", "ready");
    job("Operational", "null");

    assertThat(asked().state().job()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"Offline, OFFLINE", "Offline after error, OFFLINE", "Error, ERROR"})
  void tellsThatThePrinterIsNotConnected(String text, String word) {
    answer(PRINTER, 409, "{\"error\": \"Printer is not operational\"}");
    answer(
        "/api/job",
        200,
        "{\"job\": {\"file\": {\"name\": \"b.gco\"}}, \"state\": \""
            + text
            + "\","
            + " \"error\": \"Too many resends\"}");

    Sighting sighting = asked();
    assertThat(sighting.facts()).isEqualTo(Map.of(Fact.STATUS, word));
    assertThat(sighting.attributes()).isEqualTo(Map.of("state", text));
    assertThat(sighting.state().error()).isEqualTo(new MachineError("", "Too many resends"));
  }

  @ParameterizedTest
  @ValueSource(strings = {PRINTER, "/api/job"})
  void saysThatTheKeyIsWrong(String path) {
    answer(path, 403, "{}");

    assertThat(asked().facts())
        .isEqualTo(
            Map.of(
                Fact.NEEDS_KEY,
                "etc/io.kitty.octoprint-ender.cfg: OctoPrint refuses this api.key"));
  }

  @Test
  void tellsTheVersionWithoutAKey() {
    present(octoprint(5000, ""));

    assertThat(context.http().requests())
        .singleElement()
        .hasToString("GET http://192.0.2.7:5000/api/version");
    assertThat(context.http().requests().get(0).headers()).isEmpty();
    assertThat(context.lastSighting().facts()).isEqualTo(Map.of(Fact.NEEDS_KEY, REMEDY));
    assertThat(context.lastSighting().attributes()).isEqualTo(Map.of("version", "1.10.2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void needsAKey(int status) {
    answer("/api/version", status, "");
    present(octoprint(5000, ""));

    assertThat(context.lastSighting().facts()).isEqualTo(Map.of(Fact.NEEDS_KEY, REMEDY));
    assertThat(context.lastSighting().attributes()).isEmpty();
    advance(599);
    assertThat(context.http().requests()).hasSize(1);
  }

  @Test
  void asksAnewWhenAKeyComesOrGoes() {
    present(octoprint(5000, ""));
    MachineKey<Secret> key = key("192.0.2.7", 0);
    keys.add(key);
    advance(1);
    assertThat(context.lastSighting().facts()).isEqualTo(Map.of(Fact.STATUS, "RUNNING"));

    keys.remove(key);
    advance(1);
    assertThat(context.lastSighting().facts()).isEqualTo(Map.of(Fact.NEEDS_KEY, REMEDY));
    assertThat(context.goodbyes()).isEmpty();
  }

  @Test
  void prefersTheServerThatHasAKey() {
    keys.add(key("192.0.2.7", 5001));
    present(octoprint(5000, ""), octoprint(5001, "/second/"));

    assertThat(context.http().requests())
        .singleElement()
        .hasToString("GET http://192.0.2.7:5001/second/api/printer");
  }

  @Test
  void sendsAKeyToNoOther() {
    keys.add(key("192.0.2.8", 0));
    keys.add(key("192.0.2.7", 5001));
    present(octoprint(5000, ""));
    context.present(
        AnnouncedMachines.reflected(TestLinks.address("192.0.2.8"), ADDRESS, octoprint(5000, "")));
    advance(3600);

    assertThat(context.http().requests())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.headers()).isEmpty())
        .allSatisfy(each -> assertThat(each.address()).isEqualTo(ADDRESS));
  }

  @Test
  void leavesPrusaLinkAlone() {
    present(octoprint(80, ""), new Service("_prusalink._tcp", "MK3", 80, Map.of()));
    advance(3600);

    assertThat(context.http().requests()).isEmpty();
  }

  @Test
  void namesAFileThatCannotBeUsed() {
    keys.add(key("", 0));

    assertThat(context.degradedReason().orElseThrow())
        .startsWith("etc/io.kitty.octoprint-ender.cfg: host or serial is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        PRINTER + " | 200 | noise",
        PRINTER + " | 500 | {}",
        "/api/job | 200 | []",
        "/api/job | 404 | {}",
        "/api/version | 200 | []",
        "/api/version | 500 | {}"
      })
  void otherAnswersAreNoStatus(String path, int status, String body) {
    answer(path, status, body);
    if (!path.equals("/api/version")) {
      keys.add(key("192.0.2.7", 0));
    }
    present(octoprint(5000, ""));

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).containsEntry("unanswered", 1L);
    assertThat(context.errors()).isEmpty();
  }

  @Test
  void showsNoSecret() {
    asked();
    keys.add(key("", 0));

    assertThat(
            context.sightings()
                + context.http().requests().toString()
                + context.degradedReason()
                + key("192.0.2.7", 0)
                + key("192.0.2.7", 0).credential())
        .doesNotContain(KEY);
  }
}
