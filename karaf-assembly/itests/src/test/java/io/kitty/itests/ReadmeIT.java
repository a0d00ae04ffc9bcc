// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.itests.HubProcess.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of the README are run as they stand there, at the hub's own port and with a device
 * in place of its example. Those that install it are run elsewhere, and this test says where.
 */
class ReadmeIT {
  private static final Path ROOT = Path.of(System.getProperty("kitty.root"));
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

  private static final String EXAMPLE = "192.168.1.20";
  private static final String ADDRESS = "127.0.14.2";

  /** Where a command is run, by its first words: the build itself, or a test. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "mvn -B verify", ".ci/run",
          "mvn -q -DskipTests package", ".ci/run",
          "sudo apt install", "karaf-assembly/debian/src/test/sh/install",
          "tar xzf kitty-discovery-", "karaf-assembly/runtime/src/test/sh/start",
          "kitty-discovery-*/bin/start", "karaf-assembly/runtime/src/test/sh/start",
          "podman ", "karaf-assembly/image/src/test/image-test");

  private static HubProcess hub;

  /** The hub of the scripts that start and stop one. */
  private static HubProcess started;

  private static UpnpDevice device;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    started = HubProcess.prepare("readme-scripts");
    hub = HubProcess.prepare("readme").start();
    device = new UpnpDevice("Kiln", ADDRESS);
    device.alive();
    await("the device")
        .atMost(SOON)
        .until(() -> hub.rest().get("/devices/" + device.id()).statusCode() == 200);
    await("the console").atMost(SOON).until(() -> !hub.console("kitty:health").isEmpty());
  }

  @AfterAll
  static void stop() throws Exception {
    if (device != null) {
      device.close();
    }
    if (hub != null) {
      hub.close();
    }
    if (started != null) {
      script("stop", List.of());
      started.close();
    }
  }

  static Stream<String> consoleCommands() throws IOException {
    return commands("console");
  }

  static Stream<String> shellCommands() throws IOException {
    return commands("sh");
  }

  private static Stream<String> commands(String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(ROOT.resolve("README.md")))
        .results()
        .filter(block -> block.group(1).equals(language))
        .flatMap(block -> block.group(2).replace("\\\n", "").lines());
  }

  @Test
  void everyBlockHasALanguage() throws IOException {
    assertThat(BLOCK.matcher(Files.readString(ROOT.resolve("README.md"))).results())
        .isNotEmpty()
        .allSatisfy(
            block -> assertThat(block.group(1)).isIn("sh", "console", "json", "properties"));
  }

  @ParameterizedTest
  @MethodSource("consoleCommands")
  void theConsoleKnowsTheCommand(String command) throws IOException {
    assertThat(hub.console(command.replace(EXAMPLE, ADDRESS))).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("shellCommands")
  void theCommandSucceeds(String command) throws Exception {
    Optional<String> elsewhere =
        ELSEWHERE.entrySet().stream()
            .filter(entry -> command.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    if (elsewhere.isPresent()) {
      assertThat(ROOT.resolve(elsewhere.get())).exists();
      return;
    }
    Run run = run(command);

    assertThat(run.status()).as("%s: %s", command, run.output()).isZero();
    if (command.startsWith("curl ")) {
      assertThat(Rest.parse(run.output()).isArray()).as(run.output()).isTrue();
    }
  }

  private static Run script(String name, List<String> arguments) throws Exception {
    return started.run("exec \"$@\"", Map.of(), name, arguments.toArray(String[]::new));
  }

  private static Run run(String command) throws Exception {
    if (command.startsWith("bin/")) {
      List<String> words = List.of(command.split(" "));
      return script(words.get(0).substring("bin/".length()), words.subList(1, words.size()));
    }
    String own = command.replace("127.0.0.1:8088", "127.0.0.1:" + hub.httpPort());
    Path output = Files.createTempFile("readme", ".txt");
    Process process =
        new ProcessBuilder("sh", "-e", "-c", own)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new Run(process.waitFor(), Files.readString(output));
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    for (String page : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")) {
      assertThat(
              LINK.matcher(Files.readString(ROOT.resolve(page)))
                  .results()
                  .map(link -> link.group(1)))
          .as(page)
          .filteredOn(link -> !link.startsWith("http"))
          .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }
  }
}
