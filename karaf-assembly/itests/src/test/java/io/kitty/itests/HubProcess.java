// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;

/**
 * The assembled hub as a child process. It runs from the build's own assembly, but with etc, data
 * and deploy folders of its own, on the loopback interface and on free ports only.
 */
final class HubProcess implements AutoCloseable {
  private static final Path ASSEMBLY = Path.of(System.getProperty("kitty.assembly"));
  private static final Path HUBS = Path.of(System.getProperty("kitty.hubs"));
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path base;
  private final String user = "itests";
  private final String password = UUID.randomUUID().toString();
  private final int sshPort = freePort();
  private final int httpPort = freePort();
  private final SshClient ssh = SshClient.setUpDefaultClient();
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  private HubProcess(Path base) {
    this.base = base;
    ssh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    ssh.start();
  }

  /** Prepares a hub in a new folder; nothing runs yet, so that it can be configured. */
  static HubProcess prepare(String name) throws IOException {
    Files.createDirectories(HUBS);
    HubProcess hub = new HubProcess(Files.createTempDirectory(HUBS, name + "-"));
    copy(ASSEMBLY.resolve("etc"), hub.etc());
    Files.createDirectories(hub.deploy());
    Files.createDirectories(hub.data());
    Files.writeString(
        hub.etc().resolve("users.properties"),
        "%s = %s,admin,ssh,systembundles%n".formatted(hub.user, hub.password));
    hub.configure("org.apache.karaf.shell", "sshPort", Integer.toString(hub.sshPort));
    hub.configure("io.kitty.ping", "interfaces", loopback());
    hub.configure("io.kitty.ssdp", "interfaces", loopback());
    hub.configure("io.kitty.mdns", "interfaces", loopback());
    return hub;
  }

  /** Starts the hub and waits until its console answers. */
  HubProcess start(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(ASSEMBLY.resolve("bin/karaf").toString(), "server")
            .redirectErrorStream(true)
            .redirectOutput(base.resolve("output.txt").toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("KARAF_"));
    builder.environment().put("KARAF_BASE", base.toString());
    builder.environment().put("KITTY_CDS", "false");
    builder.environment().put("API_HOST", "127.0.0.1");
    builder.environment().put("API_PORT", Integer.toString(httpPort));
    builder.environment().putAll(environment);
    process = builder.start();
    await("the console of " + base)
        .atMost(PATIENCE)
        .failFast("the hub ended, see " + base, () -> !process.isAlive())
        .ignoreExceptions()
        .until(() -> console("feature:list -i").contains("kitty-shell"));
    return this;
  }

  HubProcess start() throws IOException {
    return start(Map.of());
  }

  Path etc() {
    return base.resolve("etc");
  }

  Path deploy() {
    return base.resolve("deploy");
  }

  Path data() {
    return base.resolve("data");
  }

  long pid() {
    return process.pid();
  }

  /** Sets one key in a configuration file, as a person with an editor would. */
  void configure(String pid, String key, String value) throws IOException {
    Path file = etc().resolve(pid + ".cfg");
    String line = key + " = " + value + "\n";
    String text = Files.exists(file) ? Files.readString(file) : "";
    String edited = text.replaceAll("(?m)^" + key.replace(".", "\\.") + "\\s*=.*\\R?", "");
    Files.writeString(
        file, edited + (edited.isEmpty() || edited.endsWith("\n") ? "" : "\n") + line);
  }

  /** What the console prints for a command, errors included. */
  String console(String command) throws IOException {
    try (ClientSession session =
        ssh.connect(user, "127.0.0.1", sshPort).verify(PATIENCE).getSession()) {
      session.addPasswordIdentity(password);
      session.auth().verify(PATIENCE);
      return session.executeRemoteCommand(command, System.err, UTF_8);
    }
  }

  /** What the hub answers to {@code GET path}. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + httpPort + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  String log() throws IOException {
    return Files.readString(data().resolve("log/kitty.log"));
  }

  /** Ends the hub at once, as a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends the hub in good order. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, SECONDS)) {
      kill();
      throw new AssertionError("The hub in " + base + " did not end within 30 s");
    }
  }

  @Override
  public void close() throws InterruptedException {
    ssh.stop();
    if (process != null && process.isAlive()) {
      stop();
    }
  }

  static String loopback() throws IOException {
    return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
