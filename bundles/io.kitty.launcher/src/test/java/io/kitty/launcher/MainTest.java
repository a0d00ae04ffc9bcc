// SPDX-License-Identifier: Apache-2.0
package io.kitty.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final long self = ProcessHandle.current().pid();

  @BeforeEach
  void prepare() throws IOException {
    Files.createDirectories(folder.resolve("data/kitty"));
    Files.createDirectories(folder.resolve("etc"));
    environment.put("KARAF_DATA", folder.resolve("data").toString());
    environment.put("KARAF_LOG", folder.resolve("data").toString());
    environment.put("KARAF_ETC", folder.resolve("etc").toString());
  }

  @Test
  void printsEachPortInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      etc("io.kitty.web", "address = 127.0.0.1\nport = " + taken.getLocalPort());
      etc("org.apache.karaf.shell", "sshHost = 127.0.0.1\nsshPort = " + other.getLocalPort());

      assertThat(main().ports()).isFalse();

      assertThat(printed.toString(UTF_8).lines())
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .contains("port " + taken.getLocalPort() + " of 127.0.0.1 is taken")
                      .contains("API_PORT", "io.kitty.web.cfg"),
              line ->
                  assertThat(line)
                      .contains("port " + other.getLocalPort() + " of 127.0.0.1 is taken")
                      .contains("SSH_PORT", "org.apache.karaf.shell.cfg"));
    }
    assertThat(main().ports()).isTrue();
  }

  @Test
  void theEnvironmentOverridesTheFiles() throws IOException {
    etc("io.kitty.web", "port = 1\nenabled = true");
    etc("org.apache.karaf.shell", "sshPort = 2");
    environment.putAll(
        Map.of("API_HOST", "127.0.0.9", "API_PORT", "'8089'   # mine", "SSH_PORT", "8102"));

    Settings settings = new Settings(environment);

    assertThat(settings.http().address()).isEqualTo("127.0.0.9");
    assertThat(settings.http().number()).isEqualTo(8089);
    assertThat(settings.ssh().number()).isEqualTo(8102);
    assertThat(settings.ports()).hasSize(2);
    environment.put("ENABLE_WEB", "0");
    assertThat(settings.ports()).containsExactly(settings.ssh());
  }

  @Test
  void anInvalidPortMeansTheDefault() throws IOException {
    etc("io.kitty.web", "port = many");
    environment.put("SSH_PORT", "65536");

    assertThat(new Settings(environment).http().number()).isEqualTo(8088);
    assertThat(new Settings(environment).ssh().number()).isEqualTo(8101);
  }

  @Test
  void waitsUntilTheHubResponds() throws Exception {
    HttpServer server = serve("{\"status\":\"degraded\",\"reasons\":[\"a\",\"b\"],\"web\":true}");
    try {
      assertThat(main().await(self, PATIENCE)).isTrue();
    } finally {
      server.stop(0);
    }

    assertThat(printed.toString(UTF_8))
        .contains("running with process id " + self)
        .contains("http://127.0.0.1:" + server.getAddress().getPort() + "/")
        .contains(folder.resolve("data/kitty/web.token").toString())
        .containsSubsequence("degraded", "a", "b");
  }

  @Test
  void printsWhyTheHubHasEnded() throws Exception {
    Path log = Files.writeString(folder.resolve("data/kitty.log"), "1 ERROR long ago\n");
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    Main main = main();
    Files.writeString(log, "2 INFO good\n3 ERROR bad\n", StandardOpenOption.APPEND);

    assertThat(main.await(process.pid(), PATIENCE)).isFalse();

    assertThat(printed.toString(UTF_8))
        .contains("3 ERROR bad", log.toString())
        .doesNotContain("long ago");
  }

  @Test
  void givesUpOnAHubThatDoesNotRespond() throws Exception {
    HttpServer server = serve("{\"status\":\"starting\",\"reasons\":[]}");
    try {
      assertThat(main().await(self, Duration.ofMillis(300))).isFalse();
    } finally {
      server.stop(0);
    }
    assertThat(printed.toString(UTF_8)).contains("does not answer");
  }

  @Test
  void withoutHttpTheConsoleIsEnough() throws Exception {
    try (ServerSocket console = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      environment.put("ENABLE_WEB", "false");
      environment.put("SSH_PORT", Integer.toString(console.getLocalPort()));
      Thread greeter =
          new Thread(
              () -> {
                try (var socket = console.accept()) {
                  socket.getOutputStream().write("SSH-2.0-test\r\n".getBytes(UTF_8));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      greeter.start();

      assertThat(main().await(self, PATIENCE)).isTrue();
      greeter.join();
    }
    assertThat(printed.toString(UTF_8)).contains("the web server is off");
  }

  @Test
  void statusPrintsAllLocations() throws Exception {
    HttpServer server = serve("{\"status\":\"ok\",\"reasons\":[]}");
    try {
      assertThat(main().status(self)).isTrue();
    } finally {
      server.stop(0);
    }
    assertThat(printed.toString(UTF_8).lines())
        .anyMatch(line -> line.strip().matches("health +ok"))
        .anyMatch(line -> line.strip().matches("data +" + folder.resolve("data")))
        .anyMatch(line -> line.strip().startsWith("version"));
  }

  @Test
  void anInvalidResponseIsIgnored() {
    for (String body : List.of("", "[]", "hello", "{\"status\":")) {
      assertThat(read(body)).isEqualTo("no answer");
    }
    assertThat(read("{\"more\":{\"status\":\"x\"},\"status\":\"ok\"}")).isEqualTo("ok");
  }

  private static String read(String body) {
    try {
      return HealthAnswer.read("http://127.0.0.1/", new ByteArrayInputStream(body.getBytes(UTF_8)))
          .status();
    } catch (IOException e) {
      return "no answer";
    }
  }

  private Main main() {
    return new Main(environment, new PrintStream(printed, true, UTF_8));
  }

  private void etc(String pid, String text) throws IOException {
    Files.writeString(folder.resolve("etc").resolve(pid + ".cfg"), text);
  }

  /** Starts a server that sends this response to all requests with 503, like a starting hub. */
  private HttpServer serve(String answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/health",
        exchange -> {
          byte[] body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(answer.contains("starting") ? 503 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    Files.writeString(
        folder.resolve("data").resolve(HealthAnswer.ADDRESS),
        "http://127.0.0.1:" + server.getAddress().getPort() + "/\n");
    return server;
  }
}
