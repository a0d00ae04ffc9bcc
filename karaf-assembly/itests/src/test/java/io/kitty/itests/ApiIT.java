// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each resource, method and response of the hub conforms to its OpenAPI description. */
class ApiIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String ADDRESS = "127.0.10.2";
  private static final String NEIGHBOUR = "/devices/host:127.0.10.1";

  private static HubProcess hub;
  private static UpnpDevice printer;

  private final Set<String> checked = new TreeSet<>();
  private ApiDescription api;

  @BeforeAll
  static void start() throws Exception {
    hub = HubProcess.prepare("api");
    hub.configure("io.kitty.ping", "subnets", "127.0.10.0/30");
    hub.configure("io.kitty.notify.target-phone", "enabled = true\nurl = json://127.0.0.1:1/x\n");
    hub.start();
    printer = new UpnpDevice("Kiln in the shed", ADDRESS);
    printer.alive();
    await("both machines")
        .atMost(SOON)
        .until(
            () ->
                hub.rest().get(NEIGHBOUR).statusCode() == 200
                    && hub.rest().get(printer()).body().contains("Kiln 3"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (printer != null) {
      printer.close();
    }
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void eachOperationRespondsAsDescribed() throws Exception {
    api = new ApiDescription(hub.rest().get("/openapi.json").body(), true);
    announce();

    reading();
    people();
    protocols();
    announcements();
    notifications();
    session();
    tokens();
    forget();

    Set<String> left = api.operations();
    left.removeAll(checked);
    assertThat(left).as("operations that nobody tried").containsExactly("events");
  }

  private void reading() throws Exception {
    get("index", "/", 200);
    get("health", "/health", 200);
    get("metrics", "/metrics", 200);
    get("description", "/openapi.json", 200);
    get("devices", "/devices", 200);
    get("devices", "/devices?presence=all&kind=device,host&status=online&source=ssdp&q=kiln", 200);
    get("devices", "/devices?room=shed&tag=hot&ignored=all&since=0&limit=2&fields=id,ip", 200);
    get("devices", "/devices?colour=red", 400);
    get("device", printer(), 200);
    get("device", "/devices/host:192.0.2.1", 404);
    get("history", printer() + "/history", 200);
    get("history", printer() + "/history?days=30", 200);
    get("history", printer() + "/history?from=0&to=2000000000.5", 200);
    get("history", printer() + "/history?days=31", 400);
    get("history", "/devices/host:192.0.2.1/history", 404);
  }

  private void people() throws Exception {
    String said = "{\"name\": \"Kiln\", \"tags\": [\"hot\", \"shed\"], \"ignored\": true}";
    assertThat(change("say", "PUT", printer() + "/user", said, 200).at("/user/tags/1").asText())
        .isEqualTo("shed");
    get("device", printer(), 200);
    change("say", "PUT", printer() + "/user", "{\"name\": 1}", 400);
    change("say", "PUT", printer() + "/user", "x".repeat(9000), 413);
    change("say", "PUT", "/devices/host:192.0.2.1/user", "{}", 404);
    change("unsay", "DELETE", printer() + "/user", "", 204);
    change("unsay", "DELETE", "/devices/host:192.0.2.1/user", "", 404);

    String id = NEIGHBOUR.replace("/devices/", "");
    change("merge", "POST", printer() + "/merge", "{\"with\": \"" + id + "\"}", 200);
    change("merge", "POST", printer() + "/merge", "{\"with\": \"host:192.0.2.1\"}", 409);
    change("merge", "POST", printer() + "/merge", "{}", 400);
    JsonNode corrections = get("corrections", "/corrections", 200);
    assertThat(Rest.each(corrections, "kind")).containsExactly("merge");
    String correction = "/corrections/" + Rest.each(corrections, "id").get(0);
    change("undo", "DELETE", correction, "", 204);
    change("undo", "DELETE", correction, "", 404);
    await("the neighbour")
        .atMost(SOON)
        .until(() -> hub.rest().json(NEIGHBOUR).path("id").asText().equals(id));

    String part = "{\"sighting\": {\"source\": \"ping\", \"key\": \"" + ADDRESS + "\"}}";
    JsonNode parted = change("split", "POST", printer() + "/split", part, 200);
    assertThat(parted.at("/correction/kind").asText()).isEqualTo("split");
    assertThat(parted.path("devices")).hasSizeGreaterThan(1);
    change("split", "POST", printer() + "/split", "{\"identifier\": \"mac:none\"}", 409);
    change("split", "POST", printer() + "/split", "{}", 400);
    change("undo", "DELETE", "/corrections/" + parted.at("/correction/id").asText(), "", 204);
    assertThat(get("splits", printer() + "/splits", 200)).isNotEmpty();
    get("suggestions", printer() + "/suggestions", 200);
    change("wake", "POST", printer() + "/wake", "", 409);
  }

  private void protocols() throws Exception {
    get("protocols", "/protocols", 200);
    assertThat(Rest.each(get("modules", "/modules", 200), "id")).contains("ping", "store", "web");
    change("scan", "POST", "/protocols/ping/scan", "", 202);
    change("scan", "POST", "/protocols/nothing/scan", "", 404);
    change("enable", "PUT", "/protocols/snapmaker/enabled", "{\"enabled\": false}", 204);
    await("its end")
        .atMost(SOON)
        .until(() -> hub.rest().send("POST", "/protocols/snapmaker/scan").statusCode() == 409);
    change("scan", "POST", "/protocols/snapmaker/scan", "", 409);
    get("protocols", "/protocols", 200);
    get("modules", "/modules", 200);
    change("enable", "PUT", "/protocols/snapmaker/enabled", "{\"enabled\": true}", 204);
    change("enable", "PUT", "/protocols/snapmaker/enabled", "{\"enabled\": 1}", 400);
    change("enable", "PUT", "/protocols/web/enabled", "{\"enabled\": false}", 404);
    change("enable", "PUT", "/protocols/bindserver/enabled", "{\"enabled\": true}", 409);
    configurations("/protocols/publisher/configurations");
  }

  private void configurations(String path) throws Exception {
    get("configurationKeys", path, 200);
    get("configurationKeys", "/protocols/nothing/configurations", 404);
    String lamp = "{\"name\": \"lamp\", \"values\": {\"interfaces\": \"%s\", \"period\": %s}}";
    String lo = HubProcess.loopback();
    change("addConfiguration", "POST", path, lamp.formatted(lo, "0"), 400);
    change("addConfiguration", "POST", path, lamp.formatted(lo, "5"), 201);
    change("addConfiguration", "POST", path, lamp.formatted(lo, "5"), 409);
    change("addConfiguration", "POST", "/protocols/nothing/configurations", lamp, 404);
  }

  private void announcements() throws Exception {
    JsonNode announced = get("announcements", "/announcements?type=VAULT", 200);
    assertThat(Rest.each(announced, "name")).containsExactly("Attic");
    get("announcements", "/announcements?typ=vault", 400);
    JsonNode meters = get("meters", "/announcements/metrics", 200);
    assertThat(Rest.each(meters, "name")).contains("listener");
    change("resetAll", "POST", "/announcements/metrics/reset", "", 200);
    JsonNode reset = change("reset", "POST", "/announcements/metrics/listener/reset", "", 200);
    assertThat(reset.path(0).path("packets_received").asInt(-1)).isZero();
    change("reset", "POST", "/announcements/metrics/nobody/reset", "", 404);
  }

  private void notifications() throws Exception {
    JsonNode targets = get("notifications", "/notifications", 200).path("targets");
    assertThat(Rest.each(targets, "name")).contains("phone");
    change("pauseNotifications", "POST", "/notifications/pause", "{\"seconds\": 60}", 204);
    assertThat(get("notifications", "/notifications", 200).path("paused_until").isNumber())
        .isTrue();
    change("pauseNotifications", "POST", "/notifications/pause", "{\"seconds\": 0}", 400);
    change("resumeNotifications", "DELETE", "/notifications/pause", "", 204);
    JsonNode test = change("testTarget", "POST", "/notifications/targets/phone/test", "", 200);
    assertThat(test.path("accepted").asBoolean(true)).isFalse();
    change("testTarget", "POST", "/notifications/targets/nobody/test", "", 404);
    get("notifications", "/notifications", 200);
  }

  private void session() throws Exception {
    assertThat(get("session", "/session", 200).path("changes").asBoolean(true)).isFalse();
    change("begin", "POST", "/session", "", 204);
    JsonNode sessions = change("sessions", "GET", "/sessions", "", 200);
    get("sessions", "/sessions", 401);
    String id = Rest.each(sessions, "id").get(0);
    change("endSession", "DELETE", "/sessions/" + id, "", 204);
    change("endSession", "DELETE", "/sessions/" + id, "", 404);
    change("end", "DELETE", "/session", "", 204);
    JsonNode code = change("createCode", "POST", "/session/code", "", 201);
    assertThat(code.path("urls")).isEmpty();
    String secret = code.path("code").asText();
    check("redeemCode", hub.rest().redeem(secret), 204);
    check("redeemCode", hub.rest().redeem(secret), 401);
    assertThat(hub.log() + hub.output()).doesNotContain(secret);
    assertThat(hub.data().resolve("kitty/web-sessions.json")).content().doesNotContain(secret);
    for (String path : Set.of("/session", "/protocols/ping/scan", printer() + "/merge")) {
      HttpResponse<String> refused = hub.rest().sendUnknown("POST", path);
      assertThat(refused.statusCode()).as(path).isEqualTo(401);
      api.check("begin", refused);
    }
  }

  private void tokens() throws Exception {
    String wanted = "{\"name\": \"grafana\", \"scope\": \"read\", \"expires\": 4000000000}";
    JsonNode made = change("createToken", "POST", "/tokens", wanted, 201);
    assertThat(made.path("token").asText()).hasSizeGreaterThan(40);
    change("createToken", "POST", "/tokens", wanted, 409);
    change("createToken", "POST", "/tokens", "{\"name\": \"a/b\", \"scope\": \"read\"}", 400);
    JsonNode all = change("tokens", "GET", "/tokens", "", 200);
    assertThat(Rest.each(all, "name")).containsExactly("grafana");
    get("tokens", "/tokens", 401);
    change("revokeToken", "DELETE", "/tokens/grafana", "", 204);
    change("revokeToken", "DELETE", "/tokens/grafana", "", 404);
  }

  private void forget() throws Exception {
    try (UpnpDevice passing = new UpnpDevice("Passing", "127.0.10.9")) {
      passing.alive();
      String path = "/devices/" + passing.id();
      await("it").atMost(SOON).until(() -> hub.rest().get(path).statusCode() == 200);
      change("forget", "DELETE", path, "", 204);
      change("forget", "DELETE", path, "", 404);
    }
  }

  @Test
  void anUndescribedResponseIsDetected() throws Exception {
    String text = hub.rest().get("/openapi.json").body();
    HttpResponse<String> devices = hub.rest().get("/devices");

    for (String fault : Set.of("\"first_seen\"", "\"present\"", "\"200\"")) {
      ApiDescription wrong =
          new ApiDescription(text.replace(fault, fault.replaceFirst(".\"$", "\"")), true);
      assertThatThrownBy(() -> wrong.check("devices", devices))
          .as("a description without %s", fault)
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void eventsAreAsDescribed() throws Exception {
    ApiDescription open = new ApiDescription(hub.rest().get("/openapi.json").body(), false);
    try (EventFeed feed = hub.rest().events();
        UpnpDevice lamp = new UpnpDevice("Lamp", "127.0.10.7")) {
      await().atMost(SOON).until(() -> !feed.events("snapshot").isEmpty());
      lamp.alive();
      await().atMost(SOON).until(() -> feed.devices("appeared").contains(lamp.id()));
      hub.rest().send("PUT", "/devices/" + lamp.id() + "/user", "{\"room\": \"hall\"}");
      await().atMost(SOON).until(() -> feed.devices("changed").contains(lamp.id()));
      lamp.byebye();
      await().atMost(SOON).until(() -> feed.devices("departed").contains(lamp.id()));

      feed.events("snapshot").get(0).data().forEach(d -> open.checkAs("Device", d.toString()));
      feed.events("appeared").forEach(e -> open.checkAs("Device", e.data().toString()));
      feed.events("changed").forEach(e -> open.checkAs("Changed", e.data().toString()));
      feed.events("departed").forEach(e -> open.checkAs("Departed", e.data().toString()));
    }
  }

  @Test
  void onlyTheOwnerMayReadTheToken() throws Exception {
    Path token = hub.data().resolve("kitty/web.token");
    String secret = Files.readString(token).strip();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
        .isEqualTo("rw-------");
    assertThat(hub.output()).containsOnlyOnce(secret);
    assertThat(hub.log()).contains(token.toString()).doesNotContain(secret);
  }

  private static String printer() {
    return "/devices/" + printer.id();
  }

  /** Announces a service to the group that the hub listens to. */
  private static void announce() throws IOException {
    byte[] message =
        "{\"type\": \"vault.Store\", \"name\": \"Attic\", \"addr\": \"127.0.10.9:15293\"}"
            .getBytes(StandardCharsets.UTF_8);
    InetSocketAddress group = new InetSocketAddress("224.1.1.1", 5004);
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
      NetworkInterface loopback = NetworkInterface.getByName(HubProcess.loopback());
      socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
      await("the announcement")
          .atMost(SOON)
          .until(
              () -> {
                socket.send(new DatagramPacket(message, message.length, group));
                return hub.rest().get("/announcements").body().contains("Attic");
              });
    }
  }

  private JsonNode get(String operation, String path, int status) throws Exception {
    return check(operation, hub.rest().get(path), status);
  }

  private JsonNode change(String operation, String method, String path, String body, int status)
      throws Exception {
    return check(operation, hub.rest().send(method, path, body), status);
  }

  private JsonNode check(String operation, HttpResponse<String> answer, int status)
      throws IOException {
    assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isEqualTo(status);
    api.check(operation, answer);
    checked.add(operation);
    boolean json =
        answer.headers().firstValue("content-type").orElse("").matches("application/.*json");
    return Rest.parse(json ? answer.body() : "null");
  }
}
