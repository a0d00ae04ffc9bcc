// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.hub.Health;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.identifier.DeviceId;
import io.kitty.testkit.TestDevices;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcesTest {

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"STARTING,503", "OK,200", "DEGRADED,200", "FAILING,503"})
  void healthHasAStatusForMonitors(Health.Status health, int status) throws Exception {
    server.hub.health(new Health(health, List.of(), new TreeMap<>()));

    HttpResponse<String> response = server.get("/health");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualToIgnoringCase("{\"status\":\"" + health + "\"}");
    assertThat(response.headers().map())
        .containsEntry("content-type", List.of("application/json"))
        .containsEntry("cache-control", List.of("no-store"))
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .doesNotContainKeys("server", "access-control-allow-origin");
  }

  @Test
  void devicesAreListedByAddressAsANumber() throws Exception {
    server.hub.add(TestDevices.host(98), TestDevices.host(0), TestDevices.host(7));

    assertThat(server.get("/devices").body())
        .isEqualTo(ids("host:192.0.2.2", "host:192.0.2.9", "host:192.0.2.100"));
  }

  @Test
  void noDevicesAreAnEmptyArray() throws Exception {
    assertThat(server.get("/devices").body()).isEqualTo("[]");
  }

  @Test
  void tenThousandDevicesArriveWhole() throws Exception {
    String[] ids = new String[10_000];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = String.format("x:%05d", i);
      server.hub.add(TestDevices.withId(TestDevices.host(0), new DeviceId(ids[i])));
    }

    assertThat(server.get("/devices").body().equals(ids(ids))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                         | host present printer",
        "?presence=all            | host gone present printer",
        "?presence=departed       | gone",
        "?presence=present        | host present printer",
        "?kind=printer            | printer",
        "?kind=PRINTER            | printer",
        "?kind=printer,host       | host present printer",
        "?kind=printer&kind=host  | host present printer",
        "?status=idle             | printer",
        "?status=online           | host present",
        "?source=ssdp             | printer",
        "?source=ping             | host present",
        "?source=ping&presence=all| host gone present",
        "?q=S%C3%96HNE            | printer",
        "?q=drucker+idle          | ''",
        "?q=drucker+example       | printer",
        "?q=192.0.2.3             | present",
        "?q=02:00:00              | printer",
        "?q=printer-4             | printer",
        "?q=                      | host present printer",
        "?kind=host&status=IDLE   | ''",
        "?room=Attic              | printer",
        "?room=cellar,attic       | printer",
        "?tag=spare               | printer",
        "?tag=3d&tag=lost         | printer",
        "?tag=spar                | ''",
        "?q=bertha                | printer",
        "?ignored=true            | ignored",
        "?ignored=all             | host ignored present printer",
        "?ignored=false           | host present printer",
        "?ignored=true&presence=all&kind=host | ignored",
      })
  void filtersNarrowTheList(String query, String expected) throws Exception {
    Device gone = TestDevices.departed(TestDevices.host(3));
    server.hub.add(
        named("host", TestDevices.host(0)),
        named("present", TestDevices.host(1)),
        named("printer", with(TestDevices.printer(4), NOTED)),
        named("ignored", with(TestDevices.host(6), Map.of(Fact.USER_IGNORED, "true"))),
        named("gone", gone));

    HttpResponse<String> response = server.get("/devices" + (query == null ? "" : query));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(
            response
                .body()
                .replaceAll("\\{\"id\":\"x:|\"}|[\\[\\]]", "")
                .replace(",", " ")
                .split(" "))
        .containsExactlyInAnyOrder(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?colour=red     | there is no parameter 'colour'; allowed are presence, kind, status,"
            + " source, room, tag, ignored, since, q, limit, cursor, fields",
        "?presence=maybe | presence cannot be 'maybe'; allowed are present, departed, all",
        "?kind=          | kind needs a value",
        "?ignored=no     | ignored cannot be 'no'; allowed are true, false, all",
        "?since=today    | since cannot be 'today'; allowed are a time in epoch seconds",
        "?since=-1       | since cannot be '-1'; allowed are a time in epoch seconds",
        "?since=1e99     | since cannot be '1e99'; allowed are a time in epoch seconds",
        "?limit=0        | limit cannot be '0'; allowed are a number from 1 to 10000",
        "?limit=1&limit=2| limit may be given once",
        "?cursor=x       | cursor cannot be 'x'; allowed are those of the header Link",
        "?fields=id,ipp  | fields cannot be 'ipp'; allowed are id, last_seen, name",
      })
  void invalidQueriesAreRefused(String query, String detail) throws Exception {
    HttpResponse<String> response = server.get("/devices" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\""
                + detail
                + "\",\"instance\":\"/devices\"}");
  }

  @Test
  void devicesThatChangedSinceAreListed() throws Exception {
    Device early = TestDevices.host(1);
    Device late = TestDevices.host(2);
    server.hub.add(early, late);
    server.hub.changed(early.id(), Instant.ofEpochMilli(1_800_000_000_400L));
    server.hub.changed(late.id(), Instant.ofEpochMilli(1_800_000_000_500L));

    assertThat(server.get("/devices?since=1800000000.5").body()).isEqualTo(ids("host:192.0.2.4"));
    assertThat(server.get("/devices?since=1800000000").body())
        .isEqualTo(ids("host:192.0.2.3", "host:192.0.2.4"));
    assertThat(server.get("/devices?since=1800000001").body()).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/health",
        "/devices/host:192.0.2.3",
        "/devices/host:192.0.2.3/history",
        "/events",
        "/protocols",
        "/corrections",
        "/announcements",
        "/announcements/metrics",
        "/metrics",
        "/notifications",
        "/session",
        "/openapi.json",
        "/dashboard/main.js"
      })
  void unknownParametersAreRefusedEverywhere(String path) throws Exception {
    server.hub.add(TestDevices.host(1));

    HttpResponse<String> refused = server.get(path + "?colour=red");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("there is no parameter 'colour'");
  }

  @Test
  void unknownParametersOfChangesAreRefused() throws Exception {
    server.hub.modules(protocol("ssdp", State.RUNNING));

    assertThat(server.post("/protocols/ssdp/scan?now=1").statusCode()).isEqualTo(400);
    assertThat(server.hub.scanned()).isEmpty();
  }

  @Test
  void fieldsSelectsMembers() throws Exception {
    server.hub.add(TestDevices.host(1));

    assertThat(server.get("/devices?fields=name,ID").body())
        .isEqualTo("[{\"fields\":\"[id, name]\"}]");
    assertThat(server.get("/devices/host:192.0.2.3?fields=name").body())
        .isEqualTo("{\"fields\":\"[name]\"}");
    assertThat(server.get("/devices/host:192.0.2.3?fields=names").statusCode()).isEqualTo(400);
  }

  @Test
  void aDeviceIsForgotten() throws Exception {
    server.hub.add(TestDevices.host(1));

    assertThat(server.send("DELETE", "/devices/host:192.0.2.3").statusCode()).isEqualTo(401);
    assertThat(server.send("DELETE", "/devices/host:192.0.2.3", "").statusCode()).isEqualTo(204);

    assertThat(server.hub.forgotten()).containsExactly(new DeviceId("host:192.0.2.3"));
    assertThat(server.send("DELETE", "/devices/host:192.0.2.3", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aDeviceIsFoundByIdAndAlias() throws Exception {
    server.hub.add(TestDevices.printer(4));

    String id = "{\"id\":\"uuid:00000000-0000-4000-8000-000000000004\"}";
    assertThat(server.get("/devices/uuid:00000000-0000-4000-8000-000000000004").body())
        .isEqualTo(id);
    assertThat(server.get("/devices/mac:02:00:00:00:00:04").body()).isEqualTo(id);
    assertThat(server.get("/devices/mac%3A02%3a00:00:00:00:04").body()).isEqualTo(id);
  }

  @Test
  void anIdWithEscapesIsFoundWithAndWithoutEscapingItOnceMore() throws Exception {
    server.hub.add(TestDevices.withId(TestDevices.host(1), DeviceId.of("x", "caf\u00e9 /+")));

    String device = "{\"id\":\"x:caf%C3%A9%20%2F%2B\"}";
    assertThat(server.get("/devices/x:caf%25C3%25A9%2520%252F%252B").body()).isEqualTo(device);
    assertThat(server.raw("GET /devices/x:caf%C3%A9%20%2B HTTP/1.0\r\n\r\n")).contains(" 404 ");
    server.hub.add(TestDevices.withId(TestDevices.host(1), DeviceId.of("x", "caf\u00e9")));
    assertThat(server.get("/devices/x:caf%C3%A9").body()).isEqualTo("{\"id\":\"x:caf%C3%A9\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "/devices/host:192.0.2.9",
    "/devices/nonsense",
    "/devices/",
    "/nothing",
    "/devices/a/b"
  })
  void notFoundIsAProblem(String path) throws Exception {
    HttpResponse<String> response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("\"instance\":\"" + path + "\"", "\"status\":404");
  }

  @Test
  void protocolsAreListedWithoutTheOtherModules() throws Exception {
    server.hub.modules(protocol("ssdp", State.RUNNING), protocol("ping", State.DEGRADED), web());

    assertThat(server.get("/protocols").body()).isEqualTo(ids("ping", "ssdp"));
  }

  @Test
  void modulesAreAllListed() throws Exception {
    server.hub.modules(protocol("ssdp", State.RUNNING), web());

    assertThat(server.get("/modules").body()).isEqualTo(ids("ssdp", "web"));
  }

  @Test
  void aScanIsAccepted() throws Exception {
    server.hub.modules(protocol("ssdp", State.RUNNING));

    HttpResponse<String> response = server.post("/protocols/ssdp/scan");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(server.hub.scanned()).containsExactly("ssdp");
  }

  @Test
  void scansOfUnknownOrInactiveProtocolsAreRefused() throws Exception {
    server.hub.modules(protocol("ssdp", State.DISABLED), web());

    assertThat(server.post("/protocols/ssdp/scan"))
        .returns(409, HttpResponse::statusCode)
        .extracting(HttpResponse::body)
        .asString()
        .contains("ssdp is disabled and cannot scan: why");
    assertThat(server.post("/protocols/web/scan").statusCode()).isEqualTo(404);
    assertThat(server.post("/protocols/mdns/scan").statusCode()).isEqualTo(404);
  }

  @Test
  void theIndexListsTheResources() throws Exception {
    assertThat(server.send("GET", "/", "Accept", "application/json").body())
        .contains("\"/devices\"", "\"/events\"", "\"/health\"");
  }

  private static final Map<Fact, String> NOTED =
      Map.of(
          Fact.USER_NAME, "Bertha",
          Fact.USER_ROOM, "attic",
          Fact.USER_TAGS, "3d,spare");

  private static Device with(Device device, Map<Fact, String> annotations) {
    Map<Fact, String> facts = new EnumMap<>(device.facts());
    facts.putAll(annotations);
    return device.withFacts(facts);
  }

  private static Device named(String name, Device device) {
    return TestDevices.withId(device, DeviceId.of("x", name));
  }

  private static ModuleStatus protocol(String id, State state) {
    return new ModuleStatus(id, true, state, "why", null, null, "", Map.of(), List.of());
  }

  private static ModuleStatus web() {
    return ModuleStatus.of("web", State.RUNNING, "", Map.of());
  }

  private static String ids(String... ids) {
    return "[{\"id\":\"" + String.join("\"},{\"id\":\"", ids) + "\"}]";
  }
}
