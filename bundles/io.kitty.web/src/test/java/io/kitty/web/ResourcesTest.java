// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.hub.Health;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.testkit.Devices;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcesTest {

  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = new Site();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({"STARTING,503", "OK,200", "DEGRADED,200", "FAILING,503"})
  void healthAnswersWithAStatusThatAMonitorUnderstands(Health.Status health, int status)
      throws Exception {
    site.hub.health(new Health(health, List.of(), new TreeMap<>()));

    HttpResponse<String> response = site.get("/health");

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
    site.hub.add(Devices.host(98), Devices.host(0), Devices.host(7));

    assertThat(site.get("/devices").body())
        .isEqualTo(ids("host:192.0.2.2", "host:192.0.2.9", "host:192.0.2.100"));
  }

  @Test
  void anEmptyHouseIsAnEmptyArray() throws Exception {
    assertThat(site.get("/devices").body()).isEqualTo("[]");
  }

  @Test
  void tenThousandDevicesArriveWhole() throws Exception {
    String[] ids = new String[10_000];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = String.format("x:%05d", i);
      site.hub.add(Devices.withId(Devices.host(0), new DeviceId(ids[i])));
    }

    assertThat(site.get("/devices").body().equals(ids(ids))).isTrue();
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
      })
  void filtersNarrowTheList(String query, String expected) throws Exception {
    Device gone = Devices.departed(Devices.host(3));
    site.hub.add(
        named("host", Devices.host(0)),
        named("present", Devices.host(1)),
        named("printer", Devices.printer(4)),
        named("gone", gone));

    HttpResponse<String> response = site.get("/devices" + (query == null ? "" : query));

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
        "?colour=red     | there is no parameter 'colour'; allowed are presence, kind, status, source, q",
        "?presence=maybe | presence cannot be 'maybe'; allowed are present, departed, all",
        "?kind=          | kind needs a value",
      })
  void aQueryThatIsNotUnderstoodIsRefused(String query, String detail) throws Exception {
    HttpResponse<String> response = site.get("/devices" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\""
                + detail
                + "\",\"instance\":\"/devices\"}");
  }

  @Test
  void aDeviceIsFoundByIdAndAlias() throws Exception {
    site.hub.add(Devices.printer(4));

    String id = "{\"id\":\"uuid:00000000-0000-4000-8000-000000000004\"}";
    assertThat(site.get("/devices/uuid:00000000-0000-4000-8000-000000000004").body()).isEqualTo(id);
    assertThat(site.get("/devices/mac:02:00:00:00:00:04").body()).isEqualTo(id);
    assertThat(site.get("/devices/mac%3A02%3a00:00:00:00:04").body()).isEqualTo(id);
  }

  @Test
  void anIdWithEscapesIsFoundWithAndWithoutEscapingItOnceMore() throws Exception {
    site.hub.add(Devices.withId(Devices.host(1), DeviceId.of("x", "caf\u00e9 /+")));

    String device = "{\"id\":\"x:caf%C3%A9%20%2F%2B\"}";
    assertThat(site.get("/devices/x:caf%25C3%25A9%2520%252F%252B").body()).isEqualTo(device);
    assertThat(site.raw("GET /devices/x:caf%C3%A9%20%2B HTTP/1.0\r\n\r\n")).contains(" 404 ");
    site.hub.add(Devices.withId(Devices.host(1), DeviceId.of("x", "caf\u00e9")));
    assertThat(site.get("/devices/x:caf%C3%A9").body()).isEqualTo("{\"id\":\"x:caf%C3%A9\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "/devices/host:192.0.2.9",
    "/devices/nonsense",
    "/devices/",
    "/nothing",
    "/devices/a/b"
  })
  void whatIsNotThereIsAProblem(String path) throws Exception {
    HttpResponse<String> response = site.get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("\"instance\":\"" + path + "\"", "\"status\":404");
  }

  @Test
  void protocolsAreListedWithoutTheOtherModules() throws Exception {
    site.hub.modules(protocol("ssdp", State.RUNNING), protocol("ping", State.DEGRADED), web());

    assertThat(site.get("/protocols").body()).isEqualTo(ids("ping", "ssdp"));
  }

  @Test
  void aScanIsAccepted() throws Exception {
    site.hub.modules(protocol("ssdp", State.RUNNING));

    HttpResponse<String> response = site.post("/protocols/ssdp/scan");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(site.hub.scanned()).containsExactly("ssdp");
  }

  @Test
  void aScanOfWhatIsNoProtocolOrNotUpIsRefused() throws Exception {
    site.hub.modules(protocol("ssdp", State.DISABLED), web());

    assertThat(site.post("/protocols/ssdp/scan"))
        .returns(409, HttpResponse::statusCode)
        .extracting(HttpResponse::body)
        .asString()
        .contains("ssdp is disabled and cannot scan: why");
    assertThat(site.post("/protocols/web/scan").statusCode()).isEqualTo(404);
    assertThat(site.post("/protocols/mdns/scan").statusCode()).isEqualTo(404);
  }

  @Test
  void theIndexNamesTheResources() throws Exception {
    assertThat(site.send("GET", "/", "Accept", "application/json").body())
        .contains("\"/devices\"", "\"/events\"", "\"/health\"");
  }

  private static Device named(String name, Device device) {
    return Devices.withId(device, DeviceId.of("x", name));
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
