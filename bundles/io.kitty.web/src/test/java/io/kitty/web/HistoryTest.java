// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.inventory.History;
import io.kitty.testkit.TestDevices;
import io.kitty.web.device.HistoryPeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.util.Fields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The history of a device over HTTP. */
class HistoryTest {

  private static final Device PRINTER = TestDevices.printer(1);
  private static final String PATH = "/devices/" + PRINTER.id().value() + "/history";
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000_000);

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
    server.hub.add(PRINTER);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void returnsTheEventsOfThePeriod() throws Exception {
    server.hub.history(
        PRINTER.id(), new History(at(1000), at(2000), at(1200), List.of(), List.of(), List.of()));

    assertThat(server.get(PATH).body()).isEqualTo("{\"from\":1000}");
    assertThat(server.get("/devices/host:192.0.2.99/history").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "'', -86400, 0",
    "days=30, -2592000, 0",
    "from=999999000, -1000, 0",
    "from=999999000.25&to=999999001, -999.75, -999",
    "to=999990000, -96400, -10000",
    "from=999999000&to=2000000000, -1000, 0",
    "from=0, -1000000000, 0"
  })
  void readsThePeriod(String query, double from, double to) {
    HistoryPeriod period = HistoryPeriod.of(fields(query), NOW);

    assertThat(period.from()).isEqualTo(NOW.plusMillis(Math.round(1000 * from)));
    assertThat(period.to()).isEqualTo(NOW.plus(Duration.ofSeconds(Math.round(to))));
  }

  private static Fields fields(String query) {
    Fields fields = new Fields();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        fields.add(pair.split("=")[0], pair.split("=")[1]);
      }
    }
    return fields;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "days=0 | allowed are 1 to 30",
        "days=31 | allowed are 1 to 30",
        "days=1.5 | allowed are 1 to 30",
        "days= | allowed are 1 to 30",
        "days=99999999999999999999 | allowed are 1 to 30",
        "days=1&days=2 | more than once",
        "days=1&to=5 | does not go with from and to",
        "from=yesterday | from cannot be 'yesterday'",
        "from=-5 | from cannot be '-5'",
        "from=1e3 | from cannot be '1e3'",
        "to=999999999999 | to cannot be",
        "to= | seconds since 1970",
        "from=200&to=100 | from has to be earlier than to",
        "from=99999999999 | from has to be earlier",
        "hours=3 | allowed are days, from, to"
      })
  void refusesInvalidPeriods(String query, String reason) throws Exception {
    var response = server.get(PATH + "?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(reason);
  }
}
