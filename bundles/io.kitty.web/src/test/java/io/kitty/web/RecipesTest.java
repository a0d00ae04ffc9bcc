// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.device.Device;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.recipe.NodeRed;
import io.kitty.testkit.recipe.Readme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of the README, run as they are printed there. */
class RecipesTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String HUB = "http://127.0.0.1:8088";

  @TempDir private Path folder;

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(TestServer.SETTINGS, new NamingCodec());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** It needs Python 3.6 or later on the path. */
  @Test
  void pythonPrintsEventsAndComesBackAfterARestart() throws Exception {
    String script = Readme.block("Python", "python");
    assertThat(script.lines().filter(line -> !line.isEmpty())).hasSizeLessThanOrEqualTo(15);
    assertThat(script).contains(HUB);
    Path file = folder.resolve("events.py");
    Files.writeString(file, script.replace(HUB, "http://127.0.0.1:" + server.port));
    Path output = folder.resolve("output");
    server.hub.add(TestDevices.host(1));
    Process python =
        new ProcessBuilder("python3", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      awaitLines(output, "snapshot host:192.0.2.3 host:192.0.2.3");
      server.appear(TestDevices.host(2));
      awaitLines(
          output,
          "snapshot host:192.0.2.3 host:192.0.2.3",
          "appeared host:192.0.2.4 host:192.0.2.4");

      server.close();
      server = new TestServer(TestServer.on(server.port), new NamingCodec());
      server.hub.add(TestDevices.host(3));

      await("the new snapshot")
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(Files.readAllLines(output))
                      .endsWith("snapshot host:192.0.2.5 host:192.0.2.5"));
    } finally {
      python.destroyForcibly().waitFor();
    }
  }

  private static void awaitLines(Path output, String... lines) {
    await("output")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(Files.readAllLines(output)).containsExactly(lines));
  }

  /** It is skipped where Node-RED is not installed. */
  @Test
  void nodeRedTellsOfMachinesInError() throws Exception {
    server.hub.add(TestDevices.printer(3));
    String flow = Readme.block("Node-RED over HTTP", "json");
    assertThat(flow).contains(HUB);
    String query = DeviceFixture.MAPPER.readTree(flow).findValuesAsText("url").get(0);
    assertThat(query).startsWith(HUB + "/devices?status=error");

    try (NodeRed nodeRed =
        new NodeRed(
            folder,
            flow.replace(HUB, "http://127.0.0.1:" + server.port)
                .replace("status=error", "status=idle"))) {
      nodeRed.await("In error: uuid:00000000-0000-4000-8000-000000000003");
    }
  }

  /** Writes names as well, the ids. */
  private static final class NamingCodec extends FakeCodec {
    @Override
    public String json(Device device) {
      return "{\"id\":\"%1$s\",\"name\":\"%1$s\"}".formatted(device.id());
    }

    @Override
    public String json(Collection<Device> devices, Set<String> members) {
      return json(devices);
    }
  }
}
