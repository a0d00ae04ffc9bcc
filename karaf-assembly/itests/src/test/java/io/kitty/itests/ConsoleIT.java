// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's commands, and forms in place of configuration files. */
class ConsoleIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ADDRESS = "127.0.13.2";
  private static final String LONG = "A kiln with a name that goes on for longer than any column";
  private static final String SERIAL = "01P00B391800099";

  private static HubProcess hub;
  private static UpnpDevice kiln;
  private static UpnpDevice saw;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("console").start();
    kiln = new UpnpDevice(LONG, ADDRESS);
    saw = new UpnpDevice("Saw", "127.0.13.3");
    appear(kiln);
    appear(saw);
    await("the console").atMost(SOON).until(() -> !hub.console("kitty:health").isEmpty());
  }

  private static void appear(UpnpDevice device) throws Exception {
    device.alive();
    await(device.id())
        .atMost(SOON)
        .until(() -> hub.rest().get("/devices/" + device.id()).body().contains("Kiln 3"));
  }

  @AfterAll
  static void stop() throws Exception {
    for (UpnpDevice device : new UpnpDevice[] {kiln, saw}) {
      if (device != null) {
        device.close();
      }
    }
    if (hub != null) {
      hub.close();
    }
  }

  private static JsonNode device() throws Exception {
    return hub.rest().json("/devices/" + kiln.id());
  }

  /** Karaf's own help lists them, too, as they are all in one bundle. */
  @Test
  void theHelpHasALineForEachCommand() throws Exception {
    JsonNode commands = Rest.parse(hub.console("kitty:help --json"));
    List<String> lines = hub.console("kitty:help").lines().toList();
    List<String> karafs = hub.console("help kitty").lines().map(ConsoleIT::plain).toList();

    for (String command :
        List.of(
            "announcements",
            "bind-certificate",
            "bind-server",
            "device",
            "devices",
            "disable",
            "enable",
            "forget",
            "health",
            "help",
            "history",
            "ignore",
            "interfaces",
            "merge",
            "mqtt",
            "multicast",
            "multicast-reset",
            "name",
            "note",
            "notify",
            "printers",
            "protocols",
            "registry",
            "room",
            "scan",
            "sleeps",
            "split",
            "tags",
            "token",
            "undo",
            "wake",
            "watch")) {
      String name = "kitty:" + command;
      String description = commands.path(name).asText();
      assertThat(description).as(name).hasSizeGreaterThan(20);
      assertHasOneLine(lines, name + " +\\| " + Pattern.quote(description));
      assertHasOneLine(karafs, " +\\| " + name + " +\\| " + Pattern.quote(description));
    }
    assertThat(karafs.stream().filter(line -> line.contains("| "))).hasSize(commands.size());
  }

  private static void assertHasOneLine(List<String> lines, String expression) {
    assertThat(lines.stream().filter(line -> line.stripTrailing().matches(expression)))
        .as("%s in %s", expression, lines)
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kitty:devices",
        "kitty:devices --all",
        "kitty:printers",
        "kitty:protocols",
        "kitty:interfaces",
        "kitty:registry",
        "kitty:token",
        "kitty:undo",
        "kitty:announcements",
        "kitty:multicast",
        "kitty:bind-server",
        "kitty:history " + ADDRESS
      })
  void noTableIsWiderThanATerminal(String command) throws Exception {
    List<String> lines = hub.console(command).lines().map(ConsoleIT::plain).toList();

    assertThat(lines).isNotEmpty();
    assertThat(lines.stream().filter(line -> line.contains(" | ") || line.contains("-+-")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  /** Without the sequences that colour a terminal. */
  private static String plain(String line) {
    return line.replaceAll("\u001b\\[[0-9;]*m", "");
  }

  @Test
  void annotationsAreSetByIdAliasAddressOrName() throws Exception {
    String alias = device().path("aliases").path(0).asText(kiln.id());
    hub.console("kitty:note " + kiln.id() + " 'cools slowly'");
    hub.console("kitty:room " + ADDRESS + " Shed");
    hub.console("kitty:tags '" + LONG.toUpperCase() + "' hot clay");
    hub.console("kitty:name " + alias + " Oven");

    JsonNode user = device().path("user");
    assertThat(user.path("note").asText()).isEqualTo("cools slowly");
    assertThat(user.path("room").asText()).isEqualTo("Shed");
    assertThat(Rest.texts(user.path("tags"))).containsExactly("hot", "clay");
    assertThat(device().path("name").asText()).isEqualTo("Oven");

    hub.console("kitty:ignore Oven");
    assertThat(device().path("user").path("ignored").asBoolean()).isTrue();
    hub.console("kitty:ignore --undo Oven");
    hub.console("kitty:name Oven");
    assertThat(device().path("name").asText()).isEqualTo(LONG);
    fails("kitty:note nobody x");
  }

  @Test
  void twoDevicesAreMergedAndSplit() throws Exception {
    hub.console("kitty:merge " + ADDRESS + " 127.0.13.3");
    await("one record")
        .atMost(SOON)
        .until(() -> device().path("addresses").toString().contains("127.0.13.3"));
    String id = hub.rest().each("/corrections", "id").get(0);

    assertThat(hub.console("kitty:undo")).contains("merge");
    assertThat(hub.console("kitty:undo " + id.substring(0, 8))).contains("Undone");
    await("two records")
        .atMost(SOON)
        .until(() -> !device().path("addresses").toString().contains("127.0.13.3"));
    assertThat(hub.console("kitty:split " + ADDRESS)).containsAnyOf("ssdp:", "nothing to split");
  }

  @Test
  void aModuleIsEnabledInItsFile() throws Exception {
    assertThat(hub.console("kitty:disable elegoo")).contains("elegoo is switched off");
    assertThat(hub.configured("io.kitty.elegoo", "enabled")).isEqualTo("false");
    await("elegoo to end").atMost(SOON).until(() -> !up("elegoo"));

    assertThat(hub.console("kitty:enable elegoo")).contains("elegoo is switched on");
    await("elegoo to run").atMost(SOON).until(() -> up("elegoo"));

    fails("kitty:enable bindserver");
    fails("kitty:enable elego");
    fails("kitty:disable core");
    assertThat(hub.rest().json("/health").path("status").asText()).isNotEqualTo("failing");
  }

  /** Asserts that a failed command has an exit status. */
  private static void fails(String command) {
    assertThatThrownBy(() -> hub.console(command))
        .as(command)
        .isInstanceOf(RemoteException.class)
        .hasMessageContaining("(1)");
  }

  private static boolean up(String module) throws Exception {
    return hub.rest().json("/health").path(module).asBoolean();
  }

  @Test
  void eventsAreShown() throws Exception {
    assertThat(hub.console("kitty:history --days 2 " + ADDRESS)).contains("There ", "appeared");
    JsonNode json = Rest.parse(hub.console("kitty:history --json " + ADDRESS));
    assertThat(json.path("events").path(0).path("event").asText()).isEqualTo("appeared");
    fails("kitty:history --days 31 " + ADDRESS);
  }

  @Test
  void healthTokensAndAnnouncementsAreAsOverHttp() throws Exception {
    assertThat(Rest.parse(hub.console("kitty:health --json")).path("version"))
        .isEqualTo(hub.rest().json("/health").path("version"));
    assertThat(Rest.parse(hub.console("kitty:announcements --json")))
        .isEqualTo(hub.rest().json("/announcements"));
    String secret = hub.console("kitty:token --days 3 cron").strip();
    assertThat(hub.rest().sendAs(secret, "GET", "/devices", "").statusCode()).isEqualTo(200);
    assertThat(hub.console("kitty:token")).contains("cron", "read");
    String owner = hub.console("kitty:token --owner").strip();
    assertThat(hub.rest().sendAs(owner, "GET", "/tokens", "").statusCode()).isEqualTo(200);
    assertThat(hub.console("kitty:token")).contains("web.token").doesNotContain(owner);
    assertThat(hub.console("kitty:token --revoke cron")).contains("Revoked");
    assertThat(hub.rest().sendAs(secret, "GET", "/devices", "").statusCode()).isEqualTo(401);
  }

  @Test
  void aPrinterIsAddedByAForm() throws Exception {
    String path = "/protocols/bindserver/configurations";
    assertThat(Rest.each(hub.rest().json(path).path("keys"), "name"))
        .startsWith("serial", "model", "name")
        .contains("interfaces", "plain.port", "tls.port")
        .doesNotContain("keystore", "keystore.password");
    refused(path, body("bench", "lower"), 400, "serial = lower is not used: allowed are 8 to 32");
    refused(path, body("../bench", SERIAL), 400, "the name cannot be '../bench'");
    refused(path, body("example", SERIAL), 409, "etc/io.kitty.bindserver-example.cfg already");
    refused("/protocols/ssdp/configurations", body("x", SERIAL), 409, "one configuration only");
    assertThat(hub.rest().sendUnknown("POST", path).statusCode()).isEqualTo(401);

    HttpResponse<String> made = hub.rest().send("POST", path, body("bench", SERIAL));

    assertThat(made.statusCode()).isEqualTo(201);
    Path file = hub.etc().resolve(Rest.parse(made.body()).path("file").asText());
    assertThat(file).hasFileName("io.kitty.bindserver-bench.cfg").content().contains(SERIAL);
    await("the printer").atMost(SOON).until(() -> up("bindserver"));
    await("its record")
        .atMost(SOON)
        .until(() -> hub.rest().get("/devices/bambu:" + SERIAL).statusCode() == 200);
    assertThat(hub.rest().json("/devices/bambu:" + SERIAL).path("name").asText())
        .isEqualTo("Drücker \\ {ip}");
    await("no complaint")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(reasons()).noneMatch(each -> each.contains("bindserver")));
  }

  private static String body(String name, String serial) throws Exception {
    return """
    {"name": "%s", "values": {"serial": "%s", "model": "C12", "name": "Drücker \\\\ {ip}",
     "interfaces": "%s", "plain.port": %d, "tls.port": "%d"}}\
    """
        .formatted(
            name, serial, HubProcess.loopback(), HubProcess.freePort(), HubProcess.freePort());
  }

  private static void refused(String path, String body, int status, String why) throws Exception {
    HttpResponse<String> answer = hub.rest().send("POST", path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(why);
  }

  private static List<String> reasons() throws Exception {
    return Rest.texts(hub.rest().json("/health").path("reasons"));
  }

  @Test
  void aPublisherIsAddedByAForm() throws Exception {
    String path = "/protocols/publisher/configurations";
    refused(
        path,
        "{\"name\": \"lamp\", \"values\": {\"message\": \"no object\"}}",
        400,
        "message = no object is not used: allowed are JSON objects");
    String body =
        "{\"name\": \"lamp\", \"values\": {\"interfaces\": \"%s\", \"message\": \"%s\"}}"
            .formatted(
                HubProcess.loopback(),
                "{\\\"type\\\": \\\"lamp\\\", \\\"name\\\": \\\"Drücker\\\"}");

    assertThat(hub.rest().send("POST", path, body).statusCode()).isEqualTo(201);

    await("the publisher").atMost(SOON).until(() -> up("publisher"));
    await("its packets")
        .atMost(SOON)
        .until(() -> hub.rest().get("/announcements/metrics").body().contains("\"lamp\""));
    assertThat(reasons()).noneMatch(each -> each.contains("publisher"));
  }
}
