// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.state;

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
import io.kitty.prusalink.PrusaLinkCredential;
import io.kitty.state.Heater;
import io.kitty.state.MachineError;
import io.kitty.state.MachineState;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakeHttp;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.http.AnnouncedMachines;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrusaLinkProviderTest {

  private static final InetAddress ADDRESS = TestLinks.address("192.0.2.7");
  private static final Identifier NAME = new Identifier.HostName("prusa-mk4");
  private static final Identifier SERIAL = new Identifier.Serial("prusa", "10589-3742441631017");
  private static final String KEY = "aB3dE5gH7jK9mN1";
  private static final String STATUS = "/api/v1/status";
  private static final String REMEDY =
      "etc/io.kitty.prusalink-NAME.cfg: host = 192.0.2.7, user and password or api.key";

  private final FakeContext context = new FakeContext();
  private final MachineKeys<PrusaLinkCredential> keys = new MachineKeys<>();
  private final Map<String, DeviceResponse> responses = new TreeMap<>();

  @BeforeEach
  void start() {
    context.links(TestLinks.lan());
    status("PRINTING", 297);
    answer(
        "/api/v1/job",
        200,
        "{\"id\": 297, \"file\": {\"name\": \"B~1.BGC\", \"display_name\": \"bracket.bgcode\"}}");
    answer(
        "/api/v1/info", 200, "{\"serial\": \"10589-3742441631017\", \"hostname\": \"prusa-mk4\"}");
    answer(
        "/api/version",
        200,
        "{\"api\": \"2.0.0\", \"server\": \"2.1.2\", \"firmware\": \"3.10.0\"}");
    context.http().respond(this::respond);
    new PrusaLinkProvider(
            new PollIntervals(Duration.ofSeconds(30), Duration.ofSeconds(10), () -> 0.5), keys)
        .start(context);
  }

  private void answer(String path, int status, String body) {
    responses.put(path, FakeHttp.response(status, body));
  }

  private void status(String state, int job) {
    answer(
        STATUS,
        200,
        """
        {"storage": {"path": "/usb/", "name": "usb", "read_only": false},
         "job": {"id": %d, "progress": 36.00, "time_remaining": 1200, "time_printing": 642},
         "printer": {"state": "%s", "temp_bed": 59.9, "target_bed": 60.0, "temp_nozzle": 214.6,
           "target_nozzle": 215.0, "axis_z": 4.2, "flow": 100, "speed": 100,
           "status_printer": {"ok": false, "message": "Filament ran out"}}}
        """
            .formatted(job, state));
  }

  private DeviceResponse respond(DeviceRequest request) throws DeviceHttpException {
    DeviceResponse response = responses.get(request.path());
    if (response == null) {
      throw new DeviceHttpException(Reason.UNREACHABLE, "no answer");
    }
    return response;
  }

  private static MachineKey<PrusaLinkCredential> key(String host) {
    return MachineKey.of(
        Map.of("felix.fileinstall.filename", "/etc/io.kitty.prusalink-mk4.cfg"),
        true,
        () -> MachineSelector.of(host, "", 0),
        () -> new PrusaLinkCredential("maker", Secret.NONE, Secret.of("api.key", KEY, "")));
  }

  private void present() {
    context.present(
        AnnouncedMachines.at(
            ADDRESS, Set.of(NAME), new Service("_prusalink._tcp", "Prusa MK4", 80, Map.of())));
    advance(1);
  }

  private Sighting asked() {
    keys.add(key("prusa-mk4.local"));
    present();
    return context.lastSighting();
  }

  private void advance(long seconds) {
    context.advance(Duration.ofSeconds(seconds));
  }

  private List<String> paths() {
    return context.http().requests().stream().map(DeviceRequest::path).toList();
  }

  @Test
  void reportsWhatAPrinterDoes() {
    Sighting sighting = asked();

    assertThat(paths()).containsExactly(STATUS, "/api/v1/info", "/api/version", "/api/v1/job");
    assertThat(context.http().requests())
        .allSatisfy(each -> assertThat(each.headers()).isEqualTo(Map.of("X-Api-Key", KEY)));
    assertThat(sighting.identifiers()).containsExactlyInAnyOrder(NAME, SERIAL);
    assertThat(sighting.facts()).isEqualTo(Map.of(Fact.STATUS, "RUNNING", Fact.FIRMWARE, "3.10.0"));
    assertThat(sighting.attributes())
        .isEqualTo(
            Map.of("state", "PRINTING", "serial", "10589-3742441631017", "version", "2.1.2"));
    assertThat(sighting.state())
        .isEqualTo(
            MachineState.builder()
                .job("bracket.bgcode")
                .progress(0.36)
                .elapsed(642)
                .remaining(1200)
                .temperature(Heater.NOZZLE, 214.6, 215)
                .temperature(Heater.BED, 59.9, 60)
                .build());
  }

  @Test
  void asksForIdentityOnceAndForEachJobOnce() {
    asked();
    advance(10);
    assertThat(paths().subList(4, 5)).containsExactly(STATUS);
    assertThat(context.lastSighting().state().job().name()).isEqualTo("bracket.bgcode");

    status("PRINTING", 298);
    answer("/api/v1/job", 200, "{\"file\": {\"name\": \"NEXT.GCO\"}}");
    advance(10);
    assertThat(paths().subList(5, 7)).containsExactly(STATUS, "/api/v1/job");
    assertThat(context.lastSighting().state().job().name()).isEqualTo("NEXT.GCO");
    assertThat(context.lastSighting().identifiers()).contains(SERIAL);
  }

  @Test
  void doesWithoutIdentityAndName() {
    answer("/api/v1/info", 404, "noise");
    answer("/api/version", 500, "");
    answer("/api/v1/job", 204, "");

    Sighting sighting = asked();
    assertThat(sighting.facts()).isEqualTo(Map.of(Fact.STATUS, "RUNNING"));
    assertThat(sighting.identifiers()).containsExactly(NAME);
    assertThat(sighting.state().job().name()).isEmpty();
    assertThat(sighting.state().job().progress()).isEqualTo(0.36);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SN-UNSET", "unknown", "a\u0000b", "1234"})
  void aWordIsNoSerialNumber(String serial) {
    answer("/api/v1/info", 200, "{\"serial\": \"" + serial + "\"}");

    assertThat(asked().identifiers()).containsExactly(NAME);
  }

  @ParameterizedTest
  @CsvSource({
    "IDLE, IDLE",
    "READY, IDLE",
    "BUSY, PREPARING",
    "PRINTING, RUNNING",
    "PAUSED, PAUSED",
    "FINISHED, FINISHED",
    "STOPPED, STOPPED",
    "DANCING, "
  })
  void namesTheStates(String state, String word) {
    status(state, 297);

    Sighting sighting = asked();
    assertThat(sighting.facts().get(Fact.STATUS)).isEqualTo(word);
    assertThat(sighting.attributes()).containsEntry("state", state);
    assertThat(sighting.state().error()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"ERROR, ERROR", "ATTENTION, PAUSED"})
  void tellsWhatIsWrong(String state, String word) {
    status(state, 297);

    assertThat(asked().facts()).containsEntry(Fact.STATUS, word);
    assertThat(context.lastSighting().state().error())
        .isEqualTo(new MachineError("", "Filament ran out"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void saysThatTheKeyIsWrong(int status) {
    answer(STATUS, status, "");

    assertThat(asked().facts())
        .isEqualTo(
            Map.of(
                Fact.NEEDS_KEY,
                "etc/io.kitty.prusalink-mk4.cfg: the printer refuses this password or api.key"));
    advance(599);
    assertThat(paths()).hasSize(1);
  }

  @Test
  void needsAKey() {
    answer("/api/version", 401, "");
    present();

    assertThat(context.lastSighting().facts()).isEqualTo(Map.of(Fact.NEEDS_KEY, REMEDY));
    assertThat(paths()).containsExactly("/api/version");
    assertThat(context.http().requests().get(0).headers()).isEmpty();

    keys.add(key("192.0.2.7"));
    advance(1);
    assertThat(paths()).contains(STATUS);
  }

  @Test
  void tellsTheVersionWithoutAKey() {
    present();

    assertThat(context.lastSighting().facts()).isEqualTo(Map.of(Fact.NEEDS_KEY, REMEDY));
    assertThat(context.lastSighting().attributes()).isEqualTo(Map.of("version", "2.1.2"));
  }

  @Test
  void sendsAKeyToNoOther() {
    keys.add(key("192.0.2.8"));
    keys.add(key("prusa-mini"));
    present();
    advance(3600);

    assertThat(context.http().requests())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.headers()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | noise",
        "200 | []",
        "200 | {}",
        "500 | {}",
        "200 | {\"printer\": {\"state\": 7}}"
      })
  void otherAnswersAreNoStatus(int status, String body) {
    answer(STATUS, status, body);
    keys.add(key("192.0.2.7"));
    present();

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).containsEntry("unanswered", 1L);
    assertThat(context.errors()).isEmpty();
  }

  @Test
  void showsNoSecret() {
    asked();

    assertThat(
            context.sightings()
                + context.http().requests().toString()
                + key("192.0.2.7")
                + key("192.0.2.7").credential())
        .doesNotContain(KEY);
  }
}
