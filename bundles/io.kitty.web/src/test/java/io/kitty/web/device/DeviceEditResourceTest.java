// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.hub.ModuleConfigurator.PromptedKey;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.inventory.MergeSuggestion;
import io.kitty.inventory.MergeSuggestion.Reason;
import io.kitty.inventory.SplitOption;
import io.kitty.testkit.TestDevices;
import io.kitty.wake.WakeOnLan.Outcome;
import io.kitty.web.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceEditResourceTest {

  private static final Device PRINTER = TestDevices.printer(1);
  private static final String PATH = "/devices/" + PRINTER.id();

  private TestServer server;

  @BeforeEach
  void open() throws Exception {
    server = new TestServer();
    server.hub.add(PRINTER, TestDevices.host(2));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Map<Fact, String> facts() {
    return server.hub.device(PRINTER.id()).orElseThrow().facts();
  }

  private void refused(String method, String path, String body, int status, String... words)
      throws Exception {
    HttpResponse<String> reply = server.send(method, path, body);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(List.of(words)).allMatch(reply.body()::contains);
  }

  @Test
  void setsAnnotations() throws Exception {
    String body =
        """
        {"name": " Bertha ", "note": "hot end new\\n2026", "room": "Cellar", "tags": ["b", " a", "B"], "ignored": true, "sleeps": true}
        """;
    assertThat(server.send("PUT", PATH + "/user", body).statusCode()).isEqualTo(200);
    assertThat(facts())
        .containsEntry(Fact.USER_NAME, "Bertha")
        .containsEntry(Fact.USER_NOTE, "hot end new\n2026")
        .containsEntry(Fact.USER_TAGS, "a,b")
        .containsEntry(Fact.USER_IGNORED, "true")
        .containsEntry(Fact.USER_SLEEPS, "true");

    server.send("PUT", PATH + "/user", "{\"name\": \"\", \"ignored\": false, \"sleeps\": false}");
    assertThat(facts())
        .containsEntry(Fact.USER_ROOM, "Cellar")
        .doesNotContainKeys(Fact.USER_NAME, Fact.USER_IGNORED, Fact.USER_SLEEPS);

    assertThat(server.send("DELETE", PATH + "/user", "").statusCode()).isEqualTo(204);
    assertThat(facts().keySet()).noneMatch(Fact::byUser);
  }

  @Test
  void explainsAnInvalidBody() throws Exception {
    refused("PUT", PATH + "/user", "{\"name\": 5}", 400, "name = 5", "a text is needed");
    refused("PUT", PATH + "/user", "{\"tags\": [\"a,b\"]}", 400, "tags = a,b");
    refused("PUT", PATH + "/user", "{\"tags\": [1]}", 400, "a list of texts");
    refused("PUT", PATH + "/user", "{\"nam\": \"x\"}", 400, "[nam]", "name, note");
    refused("PUT", PATH + "/user", "[]", 400, "must be a JSON object");
    refused("PUT", PATH + "/user", "", 400, "must be a JSON object");
    refused("PUT", PATH + "/user", "{} {}", 400, "no JSON");
    refused("PUT", PATH + "/user", "[".repeat(5000), 400, "no JSON");
    refused("PUT", PATH + "/user", "x".repeat(9000), 413);
    refused("PUT", PATH + "/user", "{\"name\": \"" + "x".repeat(200) + "\"}", 400, "USER_NAME");
    refused("PUT", "/devices/host:192.0.2.99/user", "{}", 404, "host:192.0.2.99");
    assertThat(facts()).isEqualTo(PRINTER.facts());
  }

  @Test
  void mergesSplitsAndUndoes() throws Exception {
    String other = TestDevices.host(2).id().value();
    assertThat(server.send("POST", PATH + "/merge", "{\"with\": \"" + other + "\"}").statusCode())
        .isEqualTo(200);
    refused("POST", PATH + "/merge", "{\"with\": \"host:192.0.2.99\"}", 409, "host:192.0.2.99");
    refused("POST", PATH + "/split", "{\"identifier\": \"mac:none\"}", 409);
    refused("POST", PATH + "/split", "{}", 400, "either identifier or sighting");
    String known = "{\"sighting\": {\"source\": \"ssdp\", \"key\": \"uuid:1\"}}";
    server.editor.outcome(PRINTER.id(), TestDevices.host(2).id());
    assertThat(server.send("POST", PATH + "/split", known).body())
        .contains("\"kind\":\"split\"", "\"devices\":[\"" + PRINTER.id() + "\",\"" + other + "\"]");

    assertThat(server.get("/corrections").body())
        .contains("\"kind\":\"merge\"", other, "\"kind\":\"split\"", "\"made\":7.000");
    assertThat(server.send("DELETE", "/corrections/c0", "").statusCode()).isEqualTo(204);
    assertThat(server.send("DELETE", "/corrections/c0", "").statusCode()).isEqualTo(404);
    assertThat(server.editor.overrides()).hasSize(1);
  }

  @Test
  void listsTheWaysToSplitAndTheSuggestions() throws Exception {
    Device host = TestDevices.host(2);
    server.editor.splits(
        new SplitOption(PRINTER.identifiers().iterator().next(), null, List.of(PRINTER, host)),
        new SplitOption(null, PRINTER.evidence().get(0), List.of(PRINTER, host)));
    server.editor.suggestions(
        new MergeSuggestion(host, 75, List.of(Reason.HANDOVER, Reason.ADDRESS)));

    assertThat(server.get(PATH + "/splits").body())
        .startsWith("[{\"identifier\":\"")
        .contains(
            "\"sighting\":{\"source\":\"ssdp\",\"key\":\"uuid:1\"}",
            "{\"id\":\"host:192.0.2.4\",\"name\":\"\",\"addresses\":[\"192.0.2.4\"],"
                + "\"identifiers\":[],\"sources\":[\"ping\"]}");
    assertThat(server.get(PATH + "/suggestions").body())
        .isEqualTo(
            "[{\"id\":\"host:192.0.2.4\",\"name\":\"\",\"ip\":\"192.0.2.4\",\"score\":75,"
                + "\"likely\":true,\"reasons\":[\"handover\",\"address\"]}]");
    assertThat(server.get("/devices/host:1/suggestions").statusCode()).isEqualTo(404);
  }

  @Test
  void wakesADevice() throws Exception {
    assertThat(server.send("POST", PATH + "/wake", "").statusCode()).isEqualTo(202);
    assertThat(server.wakeOnLan.woken()).containsExactly(PRINTER.id());
    server.wakeOnLan.outcome(Outcome.RANDOM_MAC);
    refused("POST", PATH + "/wake", "", 409, "random");
    server.wakeOnLan.outcome(Outcome.TOO_SOON);
    refused("POST", PATH + "/wake", "", 429, "a second ago");
    refused("POST", "/devices/host:192.0.2.99/wake", "", 404, "host:192.0.2.99");
    assertThat(server.send("POST", PATH + "/wake").statusCode()).isEqualTo(401);
  }

  @Test
  void enablesAProtocol() throws Exception {
    server.hub.modules(
        new ModuleStatus("ssdp", true, State.RUNNING, "", null, null, "", Map.of(), List.of()),
        new ModuleStatus(
                "bindserver", true, State.DISABLED, "", null, null, "", Map.of(), List.of())
            .withoutSwitch(),
        ModuleStatus.of("store", State.RUNNING, "", Map.of()));

    assertThat(server.send("PUT", "/protocols/ssdp/enabled", "{\"enabled\": false}").statusCode())
        .isEqualTo(204);
    assertThat(server.modules.switched).containsExactly("ssdp false");
    refused("PUT", "/protocols/store/enabled", "{\"enabled\": false}", 404, "store");
    refused("PUT", "/protocols/ssdp/enabled", "{\"enabled\": \"no\"}", 400, "true or false");
    server.modules.failWith(new IllegalStateException("copy bindserver-example.cfg"));
    refused("PUT", "/protocols/bindserver/enabled", "{\"enabled\": true}", 409, "-example.cfg");
    assertThat(server.modules.switched).hasSize(1);
  }

  @Test
  void addsAConfiguration() throws Exception {
    server.hub.modules(
        new ModuleStatus(
                "bindserver", true, State.DISABLED, "", null, null, "", Map.of(), List.of())
            .withoutSwitch());
    String path = "/protocols/bindserver/configurations";
    server.modules.keys.add(new PromptedKey("serial", "Its \"number\".", "digits", "", true));

    assertThat(server.get(path).body())
        .isEqualTo(
            "{\"keys\":[{\"name\":\"serial\",\"description\":\"Its \\\"number\\\".\","
                + "\"allowed\":\"digits\",\"default\":\"\",\"required\":true}]}");
    String bench = "{\"name\": \"bench\", \"values\": {\"serial\": \"01P\", \"port\": 3000}}";
    assertThat(server.client.send(unknown(path, bench), BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);
    HttpResponse<String> made = server.send("POST", path, bench);
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.body()).isEqualTo("{\"file\":\"io.kitty.bindserver-bench.cfg\"}");
    assertThat(server.modules.added).containsExactly("bindserver bench {port=3000, serial=01P}");

    refused("POST", path, "{\"name\": \"x\", \"values\": {\"serial\": []}}", 400, "serial = []");
    refused("POST", path, "{\"name\": \"x\"}", 400, "values");
    refused("POST", "/protocols/none/configurations", bench, 404, "none");
    server.modules.failWith(new IllegalArgumentException("serial is missing"));
    refused("POST", path, bench, 400, "serial is missing");
    server.modules.failWith(new IllegalStateException("there is a file"));
    refused("POST", path, bench, 409, "there is a file");
    assertThat(server.modules.added).hasSize(1);
  }

  private HttpRequest unknown(String path, String body) {
    return HttpRequest.newBuilder(server.uri(path)).POST(BodyPublishers.ofString(body)).build();
  }
}
