// SPDX-License-Identifier: Apache-2.0
package io.kitty.ultimaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.commons.poll.PollIntervals;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.http.DeviceHttpException;
import io.kitty.http.DeviceHttpException.Reason;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import io.kitty.identifier.Identifier;
import io.kitty.state.Heater;
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

class UltimakerProviderTest {

  private static final InetAddress ADDRESS = TestLinks.address("192.0.2.7");
  private static final Identifier MAC = new Identifier.Mac("cc:bd:d3:00:11:22");
  private static final String JOB =
      """
      {"name": "UMS5_bracket", "state": "%s", "progress": 0.25, "time_elapsed": 600,
       "time_total": 2400, "uuid": "5d1c0f6e-6a53-4a0b-9a3e-0d3a00000021", "source": "WEB_API"}
      """;
  private static final String PRINTER =
      """
      {"status": "printing",
       "bed": {"temperature": {"current": 59.8, "target": 60.0}, "type": "glass"},
       "heads": [{"extruders": [
         {"hotend": {"id": "AA 0.4", "temperature": {"current": 31.5, "target": 0.0}}},
         {"hotend": {"id": "BB 0.4", "temperature": {"current": 210.2, "target": 215.0}}}]}]}
      """;

  private final FakeContext context = new FakeContext();
  private final Map<String, DeviceResponse> responses = new TreeMap<>();

  @BeforeEach
  void start() {
    context.links(TestLinks.lan());
    answer("/printer/status", 200, "\"printing\"");
    answer("/print_job", 200, JOB.formatted("printing"));
    answer("/printer", 200, PRINTER);
    context.http().respond(this::respond);
    new UltimakerProvider(
            new PollIntervals(Duration.ofSeconds(30), Duration.ofSeconds(10), () -> 0.5))
        .start(context);
  }

  private void answer(String path, int status, String body) {
    responses.put("/api/v1" + path, FakeHttp.response(status, body));
  }

  private DeviceResponse respond(DeviceRequest request) throws DeviceHttpException {
    DeviceResponse response = responses.get(request.path());
    if (response == null) {
      throw new DeviceHttpException(Reason.UNREACHABLE, "no answer");
    }
    return response;
  }

  private static Device printer(Map<String, String> txt) {
    return AnnouncedMachines.at(
        ADDRESS, Set.of(MAC), new Service("_ultimaker._tcp", "ultimakersystem", 80, txt));
  }

  private Sighting asked() {
    context.present(printer(Map.of("type", "printer")));
    context.advance(Duration.ofSeconds(1));
    return context.lastSighting();
  }

  @Test
  void reportsWhatAPrinterDoes() {
    Sighting sighting = asked();

    assertThat(context.http().requests())
        .extracting(DeviceRequest::toString)
        .containsExactly(
            "GET http://192.0.2.7:80/api/v1/printer/status",
            "GET http://192.0.2.7:80/api/v1/print_job",
            "GET http://192.0.2.7:80/api/v1/printer");
    assertThat(sighting.key()).isEqualTo(AnnouncedMachines.KEY);
    assertThat(sighting.identifiers()).containsExactly(MAC);
    assertThat(sighting.facts()).isEqualTo(Map.of(Fact.STATUS, "RUNNING"));
    assertThat(sighting.attributes()).isEqualTo(Map.of("printer", "printing", "state", "printing"));
    assertThat(sighting.state())
        .isEqualTo(
            MachineState.builder()
                .job("UMS5_bracket")
                .progress(0.25)
                .elapsed(600)
                .remaining(1800)
                .temperature(Heater.NOZZLE, 210.2, 215)
                .temperature(Heater.BED, 59.8, 60)
                .build());
  }

  @ParameterizedTest
  @CsvSource({
    "printing, pre_print, PREPARING",
    "printing, resuming, RUNNING",
    "printing, post_print, RUNNING",
    "printing, pausing, PAUSED",
    "printing, paused, PAUSED",
    "printing, wait_user_action, PAUSED",
    "printing, wait_cleanup, FINISHED",
    "idle, wait_cleanup, FINISHED",
    "printing, aborting, STOPPED",
    "printing, error, ERROR",
    "error, printing, ERROR",
    "booting, printing, PREPARING",
    "printing, dancing, RUNNING",
    "idle, dancing, IDLE",
    "maintenance, dancing, "
  })
  void namesTheStatesOfAJob(String printer, String job, String word) {
    answer("/printer/status", 200, "\"" + printer + "\"");
    answer("/print_job", 200, JOB.formatted(job));

    Sighting sighting = asked();
    assertThat(sighting.facts().get(Fact.STATUS)).isEqualTo(word);
    assertThat(sighting.attributes()).isEqualTo(Map.of("printer", printer, "state", job));
  }

  @ParameterizedTest
  @CsvSource({
    "idle, IDLE",
    "printing, RUNNING",
    "error, ERROR",
    "booting, PREPARING",
    "maintenance, "
  })
  void namesTheStatesWithoutAJob(String printer, String word) {
    answer("/printer/status", 200, "\"" + printer + "\"");
    answer("/print_job", 404, "{\"message\": \"Not found\", \"state\": \"printing\"}");

    Sighting sighting = asked();
    assertThat(sighting.facts().get(Fact.STATUS)).isEqualTo(word);
    assertThat(sighting.attributes()).isEqualTo(Map.of("printer", printer, "state", printer));
    assertThat(sighting.state().job()).isNull();
    assertThat(sighting.state().temperatures()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "noise", "{}", "{\"heads\": [{\"extruders\": 1}], \"bed\": []}"})
  void temperaturesAreOptional(String printer) {
    answer("/printer", 500, printer);

    Sighting sighting = asked();
    assertThat(sighting.facts()).containsEntry(Fact.STATUS, "RUNNING");
    assertThat(sighting.state().temperatures()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/printer/status | 200 | {}",
        "/printer/status | 200 | noise",
        "/printer/status | 401 | \"idle\"",
        "/print_job | 200 | []",
        "/print_job | 500 | {}"
      })
  void otherAnswersAreNoStatus(String path, int status, String body) {
    answer(path, status, body);
    context.present(printer(Map.of()));
    context.advance(Duration.ofSeconds(1));

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).containsEntry("unanswered", 1L);
    assertThat(context.errors()).isEmpty();
  }

  @Test
  void asksOneThingAfterTheOther() {
    responses.remove("/api/v1/printer/status");
    context.present(printer(Map.of()));
    context.advance(Duration.ofSeconds(1));

    assertThat(context.http().requests()).hasSize(1);
  }

  @Test
  void asksNobodyElse() {
    context.present(printer(Map.of("type", "cluster")));
    Service service = new Service("_ultimaker._tcp", "ultimakersystem", 80, Map.of());
    context.present(AnnouncedMachines.relayed(ADDRESS, service));
    context.present(AnnouncedMachines.reflected(ADDRESS, TestLinks.address("192.0.2.8"), service));
    context.advance(Duration.ofHours(1));

    assertThat(context.http().requests()).isEmpty();
  }
}
