// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.hub.Flood;
import io.kitty.hub.Health;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.Progress;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.identifier.Identifier;
import io.kitty.state.Heater;
import io.kitty.state.MachineState;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.TestLinks;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void thereAreMetricsWithoutDevices() throws Exception {
    HttpResponse<String> response = server.get("/metrics");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body())
        .contains("kitty_health{status=\"ok\"} 1.0\n", "kitty_health{status=\"failing\"} 0.0\n")
        .contains("\nkitty_events_lost_total 0.0\n", "\nkitty_event_stream_clients 0.0\n")
        .contains("\njvm_memory_used_bytes{area=\"heap\"} ", "\njvm_threads_current ")
        .contains("\njvm_gc_collection_seconds_count{", "\nprocess_start_time_seconds ")
        .contains("\nkitty_uptime_seconds ");
  }

  @Test
  void modulesShowTheirStateTrafficAndScans() throws Exception {
    server.hub.modules(
        new ModuleStatus(
            "ssdp",
            true,
            State.DEGRADED,
            "",
            Instant.ofEpochMilli(1_700_000_000_250L),
            Duration.ofMillis(1500),
            "",
            Map.of("malformed", 3L, "scans", 4L, "descriptions_put_off", 5L),
            List.of(
                new InterfaceStatus("eth0", State.RUNNING, 10, 20, 30, "", ""),
                new InterfaceStatus("wlan0", State.RUNNING, 1, 2, 3, "", "")),
            new Progress(64, 256)));

    assertThat(server.get("/metrics").body())
        .contains("kitty_module_up{module=\"ssdp\",protocol=\"true\"} 1.0")
        .contains("kitty_module_state{module=\"ssdp\",state=\"degraded\"} 1.0")
        .contains("kitty_module_state{module=\"ssdp\",state=\"running\"} 0.0")
        .contains("kitty_packets_received_total{interface=\"eth0\",module=\"ssdp\"} 10.0")
        .contains("kitty_packets_sent_total{interface=\"wlan0\",module=\"ssdp\"} 2.0")
        .contains("kitty_sightings_total{interface=\"eth0\",module=\"ssdp\"} 30.0")
        .contains("kitty_scans_total{module=\"ssdp\"} 4.0")
        .contains("kitty_scan_duration_seconds{module=\"ssdp\"} 1.5")
        .contains("kitty_scan_start_time_seconds{module=\"ssdp\"} 1.70000000025E9")
        .contains("kitty_scan_progress_ratio{module=\"ssdp\"} 0.25")
        .contains("kitty_malformed_total{module=\"ssdp\"} 3.0")
        .contains("kitty_module_number{module=\"ssdp\",number=\"descriptions_put_off\"} 5.0");
  }

  @Test
  void theCoreShowsItsEventsAndBacklogs() throws Exception {
    Map<String, Long> counters =
        Map.of(
            "events_changed", 8L,
            "events_lost", 2L,
            "registry_backlog_store", 5L,
            "registry_saves_redis", 4L,
            "registry_save_ms_redis", 250L,
            "history_bytes", 7000L,
            "history_lost", 3L);
    server.hub.modules(ModuleStatus.of("core", State.RUNNING, "", counters));

    assertThat(server.get("/metrics").body())
        .contains("kitty_events_total{event=\"changed\"} 8.0")
        .contains("kitty_events_total{event=\"departed\"} 0.0")
        .contains("kitty_events_lost_total 2.0")
        .contains("kitty_registry_backlog{registry=\"store\"} 5.0")
        .contains("kitty_registry_saves_total{registry=\"redis\"} 4.0")
        .contains("kitty_registry_save_seconds_total{registry=\"redis\"} 0.25")
        .contains("kitty_history_bytes 7000.0")
        .contains("kitty_history_backlog_bytes 0.0")
        .contains("kitty_history_lost_total 3.0")
        .doesNotContain("number=\"events_lost\"");
  }

  @Test
  void floodsAreShownWhileTheyLast() throws Exception {
    assertThat(server.get("/metrics").body()).doesNotContain("kitty_flood_packets_per_second{");
    Instant since = Instant.ofEpochSecond(1_700_000_000);
    Identifier.Mac mac = (Identifier.Mac) Identifier.mac("0a:00:00:00:00:66").orElseThrow();
    server.hub.floods(
        new Flood("ssdp", "eth0", TestLinks.address("192.0.2.66"), mac, 1, 9000, since),
        new Flood("beacon", "eth0", null, null, 3500, 3500, since));

    assertThat(server.get("/metrics").body())
        .contains(
            "kitty_flood_packets_per_second{address=\"192.0.2.66\",interface=\"eth0\","
                + "mac=\"0a:00:00:00:00:66\",protocol=\"ssdp\"} 9000.0")
        .contains("protocol=\"beacon\"} 3500.0");
  }

  @Test
  void devicesAreCountedByKindAndPresence() throws Exception {
    server.hub.add(
        TestDevices.host(1),
        TestDevices.host(2),
        TestDevices.departed(TestDevices.host(3)),
        TestDevices.printer(4),
        TestDevices.host(6).withFacts(Map.of(Fact.KIND, "host", Fact.USER_IGNORED, "true")),
        FakeAnnouncer.kind(5, "Ki\"nd\n of its own"));

    assertThat(server.get("/metrics").body())
        .contains("kitty_devices{kind=\"host\",presence=\"present\"} 2.0")
        .contains("kitty_devices{kind=\"host\",presence=\"departed\"} 1.0")
        .contains("kitty_devices{kind=\"printer\",presence=\"present\"} 1.0")
        .contains("kitty_devices{kind=\"other\",presence=\"present\"} 1.0");
  }

  @Test
  void printersTellWhatTheyAreDoing() throws Exception {
    MachineState state =
        MachineState.builder()
            .job("cat")
            .progress(0.25)
            .remaining(600)
            .temperature(Heater.BED, 60, 65)
            .build();
    Device printer = TestDevices.doing(TestDevices.printer(4), state);
    server.hub.add(printer, TestDevices.host(1));

    assertThat(server.get("/metrics").body())
        .contains("kitty_machine_status{id=\"" + printer.id() + "\",status=\"IDLE\"} 1.0")
        .contains("kitty_job_progress_ratio{id=\"" + printer.id() + "\"} 0.25")
        .contains("kitty_job_remaining_seconds{id=\"" + printer.id() + "\"} 600.0")
        .contains("kitty_temperature_celsius{heater=\"bed\",id=\"" + printer.id() + "\"} 60.0")
        .contains("kitty_temperature_target_celsius{heater=\"bed\",id=")
        .doesNotContain("status=\"online\"");
  }

  @Test
  void theNumberOfKindsIsLimited() throws Exception {
    for (int i = 0; i < 200; i++) {
      server.hub.add(FakeAnnouncer.kind(i, "kind" + i));
    }
    server.hub.add(FakeAnnouncer.kind(200, "bambu"), FakeAnnouncer.kind(201, "bambu"));

    List<String> series =
        server
            .get("/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith("kitty_devices{"))
            .toList();

    assertThat(series).hasSize(2 * 51);
    assertThat(series).contains("kitty_devices{kind=\"bambu\",presence=\"present\"} 2.0");
    assertThat(series).contains("kitty_devices{kind=\"other\",presence=\"present\"} 151.0");
  }

  @Test
  void announcementStatsAreShown() throws Exception {
    server.addAnnouncementStats("a \"b\" \\ c");
    server.addAnnouncementStats("x".repeat(500));

    assertThat(server.get("/metrics").body())
        .contains("kitty_announcements_packets_sent_total{name=\"a \\\"b\\\" \\\\ c\"} 7.0")
        .contains("kitty_announcements_bytes_received_total{name=\"" + "x".repeat(64) + "\"} 300")
        .contains("kitty_announcements_uptime_seconds{name=\"" + "x".repeat(64) + "\"} 2.5");
  }

  @Test
  void requestsAreCountedByStatus() throws Exception {
    server.get("/");
    server.get("/nothing");
    server.get("/nothing");
    server.raw("GET /health HTTP/1.1\r\n\r\n");

    assertThat(server.get("/metrics").body())
        .contains("kitty_http_requests_total{code=\"200\"} 1.0")
        .contains("kitty_http_requests_total{code=\"404\"} 2.0")
        .contains("kitty_http_requests_total{code=\"400\"} 1.0");
  }

  @Test
  void eachFamilyHasHelpAndOneType() throws Exception {
    server.hub.health(new Health(Health.Status.OK, List.of(), new TreeMap<>()));
    String body = server.get("/metrics").body();

    List<String> types = words(body, "# TYPE ");
    assertThat(types).doesNotHaveDuplicates().contains("kitty_health", "jvm_threads_current");
    assertThat(words(body, "# HELP ")).containsExactlyElementsOf(types);
    assertThat(
            body.lines()
                .filter(line -> !line.startsWith("#"))
                .filter(line -> !line.matches("[a-z_]+(\\{.*})? [-+0-9.EeNa]+")))
        .isEmpty();
  }

  private static List<String> words(String body, String prefix) {
    return body.lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).split(" ")[0])
        .collect(Collectors.toList());
  }
}
