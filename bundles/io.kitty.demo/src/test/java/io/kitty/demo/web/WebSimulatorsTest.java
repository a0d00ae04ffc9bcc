// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.SimulatorFactory;
import io.kitty.demo.network.DemoHarness;
import io.kitty.demo.print.PrintState;
import io.kitty.state.DeviceStatus;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Printers that are asked over HTTP, on the real loopback. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8 on its loopback")
class WebSimulatorsTest {

  private static final int PORT = 18_080;
  private static final String MOONRAKER = "/printer/objects/query?print_stats&display_status";

  private DemoHarness harness;
  private volatile PrintState now = DemoHarness.PRINTING;

  @BeforeEach
  void open() throws Exception {
    harness = new DemoHarness();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void start(String protocol, String values) throws Exception {
    harness.start(
        SimulatorFactory.of(protocol, harness.host, DemoHarness.values(values), () -> now));
  }

  private static JsonNode json(HttpResponse<String> response) {
    return DemoHarness.values(response.body());
  }

  @Test
  void aMoonrakerReportsItsJob() throws Exception {
    start("moonraker", "{}");

    JsonNode status =
        json(DemoHarness.get(MoonrakerSimulator.PORT, MOONRAKER)).at("/result/status");

    assertThat(status.at("/webhooks/state").asText()).isEqualTo("ready");
    assertThat(status.at("/print_stats/state").asText()).isEqualTo("printing");
    assertThat(status.at("/print_stats/filename").asText()).isEqualTo("cube.gcode");
    assertThat(status.at("/print_stats/print_duration").asInt()).isEqualTo(1200);
    assertThat(status.at("/print_stats/info/current_layer").asInt()).isEqualTo(50);
    assertThat(status.at("/display_status/progress").asDouble()).isEqualTo(0.25);
    assertThat(status.at("/extruder/temperature").asDouble()).isEqualTo(214.5);
    assertThat(status.at("/heater_bed/target").asDouble()).isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource({
    "PREPARING,printing,''",
    "PAUSED,paused,''",
    "FINISHED,complete,''",
    "ERROR,error,Heater extruder not heating at expected rate"
  })
  void aMoonrakerReportsItsState(DeviceStatus status, String word, String message)
      throws Exception {
    start("moonraker", "{}");

    now = DemoHarness.state(status);

    JsonNode job =
        json(DemoHarness.get(MoonrakerSimulator.PORT, MOONRAKER)).at("/result/status/print_stats");
    assertThat(job.path("state").asText()).isEqualTo(word);
    assertThat(job.path("message").asText()).isEqualTo(message);
  }

  @Test
  void anOctoPrintReportsItsJobToWhoHasTheKey() throws Exception {
    start("octoprint", "{\"port\": 18080, \"version\": \"1.10.3\", \"key\": \"demo\"}");

    JsonNode version = json(DemoHarness.get(PORT, "/api/version", "X-Api-Key", "demo"));
    JsonNode printer = json(DemoHarness.get(PORT, "/api/printer", "X-Api-Key", "demo"));
    JsonNode job = json(DemoHarness.get(PORT, "/api/job", "X-Api-Key", "demo"));

    assertThat(version.path("text").asText()).isEqualTo("OctoPrint 1.10.3");
    assertThat(printer.at("/state/flags/printing").asBoolean()).isTrue();
    assertThat(printer.at("/temperature/tool0/actual").asDouble()).isEqualTo(214.5);
    assertThat(job.path("state").asText()).isEqualTo("Printing");
    assertThat(job.at("/job/file/name").asText()).isEqualTo("cube.gcode");
    assertThat(job.at("/progress/completion").asDouble()).isEqualTo(25);
    assertThat(job.at("/progress/printTimeLeft").asInt()).isEqualTo(3600);

    now = PrintState.IDLE;

    JsonNode idle = json(DemoHarness.get(PORT, "/api/job", "X-Api-Key", "demo"));
    assertThat(idle.path("state").asText()).isEqualTo("Operational");
    assertThat(idle.at("/job/file/name").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/version", "/api/printer", "/api/job"})
  void anOctoPrintRefusesOthers(String path) throws Exception {
    start("octoprint", "{\"port\": 18080, \"key\": \"demo\"}");

    assertThat(DemoHarness.get(PORT, path).statusCode()).isEqualTo(403);
    assertThat(DemoHarness.get(PORT, path, "X-Api-Key", "wrong").statusCode()).isEqualTo(403);
  }

  @Test
  void anUltimakerReportsItsJob() throws Exception {
    start("ultimaker", "{\"port\": 18080}");

    assertThat(DemoHarness.get(PORT, "/api/v1/printer/status").body()).isEqualTo("\"printing\"");
    JsonNode job = json(DemoHarness.get(PORT, "/api/v1/print_job"));
    assertThat(job.path("state").asText()).isEqualTo("printing");
    assertThat(job.path("progress").asDouble()).isEqualTo(0.25);
    assertThat(job.path("time_total").asInt()).isEqualTo(4800);
    JsonNode printer = json(DemoHarness.get(PORT, "/api/v1/printer"));
    assertThat(printer.at("/heads/0/extruders/0/hotend/temperature/current").asDouble())
        .isEqualTo(214.5);
    assertThat(printer.at("/bed/temperature/target").asDouble()).isEqualTo(60);

    now = PrintState.IDLE;

    assertThat(DemoHarness.get(PORT, "/api/v1/printer/status").body()).isEqualTo("\"idle\"");
    assertThat(DemoHarness.get(PORT, "/api/v1/print_job").statusCode()).isEqualTo(404);
  }

  private void startPrusaLink() throws Exception {
    start(
        "prusalink",
        """
        {"port": 18080, "host": "mk4", "serial": "CZPX1", "user": "maker", "password": "demo"}
        """);
  }

  /** Authenticates as RFC 7616, §3.4 says; without {@code qop} as RFC 2069. */
  private static HttpResponse<String> authenticated(String path, String password, boolean qop)
      throws Exception {
    HttpResponse<String> refused = DemoHarness.get(PORT, path);
    assertThat(refused.statusCode()).isEqualTo(401);
    String challenge = refused.headers().firstValue("WWW-Authenticate").orElseThrow();
    assertThat(challenge).startsWith("Digest realm=\"Printer API\"");
    Matcher nonce = Pattern.compile("nonce=\"(\\w+)\"").matcher(challenge);
    assertThat(nonce.find()).isTrue();
    String middle = qop ? ":00000001:c0ffee:auth:" : ":";
    String response =
        md5(
            md5("maker:Printer API:" + password)
                + ":"
                + nonce.group(1)
                + middle
                + md5("GET:" + path));
    String authorization =
        "Digest username=\"maker\", realm=\"Printer API\", nonce=\"%s\", uri=\"%s\", response=\"%s\""
            .formatted(nonce.group(1), path, response);
    return DemoHarness.get(
        PORT,
        path,
        "Authorization",
        authorization + (qop ? ", qop=auth, nc=00000001, cnonce=\"c0ffee\"" : ""));
  }

  private static String md5(String text) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPrusaLinkReportsItsJobToItsUser(boolean qop) throws Exception {
    startPrusaLink();

    JsonNode status = json(authenticated("/api/v1/status", "demo", qop));
    JsonNode job = json(authenticated("/api/v1/job", "demo", qop));
    JsonNode info = json(authenticated("/api/v1/info", "demo", qop));

    assertThat(status.at("/printer/state").asText()).isEqualTo("PRINTING");
    assertThat(status.at("/printer/temp_nozzle").asDouble()).isEqualTo(214.5);
    assertThat(status.at("/job/progress").asDouble()).isEqualTo(25);
    assertThat(status.at("/job/time_remaining").asInt()).isEqualTo(3600);
    assertThat(job.at("/file/display_name").asText()).isEqualTo("cube.gcode");
    assertThat(info.path("serial").asText()).isEqualTo("CZPX1");
  }

  @Test
  void aPrusaLinkWithoutAJobHasNoContent() throws Exception {
    startPrusaLink();

    now = PrintState.IDLE;

    assertThat(authenticated("/api/v1/job", "demo", true).statusCode()).isEqualTo(204);
    JsonNode status = json(authenticated("/api/v1/status", "demo", true));
    assertThat(status.at("/printer/state").asText()).isEqualTo("IDLE");
    assertThat(status.has("job")).isFalse();
  }

  @Test
  void aPrusaLinkRefusesAnotherPassword() throws Exception {
    startPrusaLink();

    assertThat(authenticated("/api/v1/status", "wrong", true).statusCode()).isEqualTo(401);
  }
}
