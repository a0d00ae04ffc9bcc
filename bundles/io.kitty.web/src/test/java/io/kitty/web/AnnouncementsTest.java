// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.testkit.TestDevices;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnouncementsTest {

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
    server.hub.add(
        TestDevices.printer(3),
        FakeAnnouncer.device(1, "beacon", "_woot._tcp.local.", "josh", 1337),
        FakeAnnouncer.device(2, "multicast", "vault.Store", "cellar", 15293),
        TestDevices.departed(FakeAnnouncer.device(4, "multicast", "vault", "gone", 1)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void ignoredDevicesAreOmitted() throws Exception {
    Device ignored = FakeAnnouncer.device(7, "multicast", "vault.Store", "attic", 1);
    server.hub.add(ignored.withFacts(Map.of(Fact.USER_IGNORED, "true")));

    assertThat(server.get("/announcements").body()).contains("cellar").doesNotContain("attic");
  }

  @Test
  void announcedServicesAreListed() throws Exception {
    assertThat(server.get("/announcements").body())
        .isEqualTo(
            "[{\"type\":\"_woot._tcp.local.\",\"name\":\"josh\",\"host\":\"192.0.2.3\",\"port\":1337,"
                + "\"source\":\"beacon\",\"last_seen\":1735787045.678,\"device\":\"x:josh\"},"
                + "{\"type\":\"vault.Store\",\"name\":\"cellar\",\"host\":\"192.0.2.4\",\"port\":15293,"
                + "\"source\":\"multicast\",\"last_seen\":1735787045.678,\"device\":\"x:cellar\"}]");
  }

  @ParameterizedTest
  @CsvSource({
    "vault,1", "STORE,1", "woot,1", "o,2", "'',2", "none,0",
  })
  void thePartOfATypeFilters(String type, int count) throws Exception {
    assertThat(server.get("/announcements?type=" + type).body().split("\"type\""))
        .hasSize(count + 1);
  }

  @ParameterizedTest
  @CsvSource({"colour=red", "type=a&type=b"})
  void invalidQueriesAreRefused(String query) throws Exception {
    assertThat(server.get("/announcements?" + query).statusCode()).isEqualTo(400);
  }

  @Test
  void aDeviceWithoutServicesIsListedByItsAttributes() throws Exception {
    Device plain = FakeAnnouncer.plain(5, "multicast", "pubsub", 5353);
    server.hub.add(plain);

    assertThat(server.get("/announcements?type=pubsub").body())
        .contains("\"type\":\"pubsub\"", "\"port\":5353", "\"name\":\"\"");
  }

  @Test
  void metricsHaveTheNamesOfPyVaultMulticast() throws Exception {
    server.addAnnouncementStats("workshop");
    server.addAnnouncementStats("listener");

    assertThat(server.get("/announcements/metrics").body())
        .isEqualTo("[" + stats("listener") + "," + stats("workshop") + "]");
  }

  @Test
  void allStatsAreReset() throws Exception {
    server.addAnnouncementStats("workshop");
    server.addAnnouncementStats("listener");

    HttpResponse<String> response = server.post("/announcements/metrics/reset");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo("[" + resetStats("listener") + "," + resetStats("workshop") + "]");
  }

  @Test
  void oneStatIsReset() throws Exception {
    server.addAnnouncementStats("print farm");
    server.addAnnouncementStats("listener");

    HttpResponse<String> response = server.post("/announcements/metrics/print%20farm/reset");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("[" + resetStats("print farm") + "]");
    assertThat(server.get("/announcements/metrics").body()).contains(stats("listener"));
    assertThat(server.post("/announcements/metrics/nobody/reset").statusCode()).isEqualTo(404);
  }

  private static String stats(String name) {
    return ("{\"name\":\"%s\",\"packets_sent\":7,\"packets_received\":3,\"bytes_sent\":700,"
            + "\"bytes_received\":300,\"errors\":1,\"active_services\":2,\"uptime_seconds\":2.5,"
            + "\"packets_per_second\":4.0}")
        .formatted(name);
  }

  private static String resetStats(String name) {
    return ("{\"name\":\"%s\",\"packets_sent\":0,\"packets_received\":0,\"bytes_sent\":0,"
            + "\"bytes_received\":0,\"errors\":0,\"active_services\":2,\"uptime_seconds\":0.0,"
            + "\"packets_per_second\":0.0}")
        .formatted(name);
  }
}
