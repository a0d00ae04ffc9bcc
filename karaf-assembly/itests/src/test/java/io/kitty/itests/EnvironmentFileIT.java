// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of environment variables, passed to the hub in each of the usual ways. */
class EnvironmentFileIT {
  private static final Duration SOON = Duration.ofSeconds(15);

  private static final String FILE =
      """
      # What is looked for
      ENABLE_SSDP=0                   # no UPnP here
      ENABLE_PING="1"                 # "on"
      ENABLE_SNAPMAKER='true'
      DISCOVERY_SUBNETS=127.0.12.0/30,bad,127.0.13.6/30\t # two networks
      SNAPMAKER_PORT=%d   \s
      SNAPMAKER_TIMEOUT="0.1"
      SCAN_LOOP_INTERVAL=1            # base loop (mDNS/SSDP/Snapmaker)
      PING_SWEEP_INTERVAL='2'         # seconds
      REDIS_URL=                      # no Redis
      """;

  @TempDir private Path folder;

  /** Docker uses everything behind the equals sign unchanged. */
  @Test
  void byDocker() throws Exception {
    assertTaken("docker", EnvironmentFileIT::verbatim);
  }

  /**
   * On Windows lines end with two characters, one of which Docker takes for a part of the value.
   */
  @Test
  void byDockerWithLinesOfWindows() throws Exception {
    assertTaken("crlf", text -> verbatim(text.replace("\n", "\r\n")));
  }

  /** systemd removes quotes and trailing blanks, but no comments behind a value. */
  @Test
  void bySystemd() throws Exception {
    assertTaken(
        "systemd",
        text -> {
          Map<String, String> variables = verbatim(text);
          variables.replaceAll((name, value) -> value.strip().replaceAll("['\"]", ""));
          return variables;
        });
  }

  @Test
  void byAShell() throws Exception {
    assertTaken(
        "shell",
        text -> {
          Path file = Files.writeString(folder.resolve("env"), text);
          Process shell = new ProcessBuilder("sh", "-c", "set -a; . " + file + "; env").start();
          String all = new String(shell.getInputStream().readAllBytes(), UTF_8);
          Map<String, String> variables = verbatim(all);
          variables.keySet().retainAll(verbatim(text).keySet());
          return variables;
        });
  }

  private interface Reader {
    Map<String, String> read(String text) throws IOException;
  }

  private static Map<String, String> verbatim(String text) {
    Map<String, String> variables = new HashMap<>();
    for (String line : text.split("\n")) {
      int sign = line.indexOf('=');
      if (sign > 0 && !line.startsWith("#")) {
        variables.put(line.substring(0, sign), line.substring(sign + 1));
      }
    }
    return variables;
  }

  private static void assertTaken(String way, Reader reader) throws Exception {
    Assumptions.linux();
    HubProcess hub = HubProcess.prepare(way);
    hub.boot("kitty-ping, kitty-snapmaker, kitty-ssdp, kitty-redis, kitty-web");
    try (hub;
        LoopbackBroadcasts questions = new LoopbackBroadcasts(0, packet -> {})) {
      hub.start(reader.read(FILE.formatted(questions.port())));

      await("both networks")
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(hub.rest().each("/devices", "ip"))
                      .containsExactlyInAnyOrder(
                          "127.0.12.1", "127.0.12.2", "127.0.13.5", "127.0.13.6"));
      await("two rounds of three questions").atMost(SOON).until(() -> questions.count() >= 6);
      assertThat(questions.between(0, 3)).isLessThan(Duration.ofSeconds(8));
      assertThat(hub.rest().get("/health").body())
          .contains("\"status\":\"degraded\"", "\"ping\":true", "\"snapmaker\":true")
          .contains("\"ssdp\":false", "\"redis\":false");
      assertThat(Rest.texts(hub.rest().json("/health").path("reasons")))
          .containsExactly(
              "environment: DISCOVERY_SUBNETS = bad is not used: allowed are IPv4 networks like"
                  + " 192.168.1.0/24; [127.0.12.0/30, 127.0.13.6/30] is used");
    }
  }
}
