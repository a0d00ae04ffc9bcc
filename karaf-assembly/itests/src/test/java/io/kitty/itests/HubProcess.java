// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;

/**
 * The assembled hub as a child process. It runs from the build's own assembly, but with etc, data
 * and deploy folders of its own, on the loopback interface and on free ports only.
 */
public final class HubProcess implements AutoCloseable {
  private static final Path ASSEMBLY = Path.of(System.getProperty("kitty.assembly"));
  private static final Path HUBS = Path.of(System.getProperty("kitty.hubs"));
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FIRST_PORT = 22_000;
  private static final int LAST_PORT = 31_999;
  private static final AtomicInteger PORTS =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT));

  /** Variables of this machine that would configure the hub. */
  private static final Pattern SETTINGS =
      Pattern.compile(
          "(KARAF|API|ENABLE|DISCOVERY|SCAN|PING|SSDP|SSH|SNAPMAKER|REDIS|DEVICE)_.*|KITTY_DEMO");

  private final Path base;
  private final String user = "itests";
  private final String password = UUID.randomUUID().toString();
  private final int sshPort = freePort();
  private final int httpPort = freePort();
  private final SshClient ssh = SshClient.setUpDefaultClient();
  private final Rest rest;
  private List<String> wrapper = List.of();
  private Process process;

  private HubProcess(Path base) {
    this.base = base;
    rest = new Rest(httpPort, data().resolve("kitty/web.token"));
    ssh.setServerKeyVerifier((session, address, key) -> true);
    ssh.start();
  }

  /** Prepares a hub in a new folder; nothing runs yet, so that it can be configured. */
  public static HubProcess prepare(String name) throws IOException {
    Files.createDirectories(HUBS);
    HubProcess hub = new HubProcess(Files.createTempDirectory(HUBS, name + "-"));
    copy(ASSEMBLY.resolve("etc"), hub.etc());
    Files.createDirectories(hub.deploy());
    Files.createDirectories(hub.data());
    Files.writeString(
        hub.etc().resolve("users.properties"),
        "%s = %s,admin,manager,viewer,systembundles,ssh%n".formatted(hub.user, hub.password));
    hub.configure("org.apache.karaf.shell", "sshPort", Integer.toString(hub.sshPort));
    for (String pid : protocols()) {
      hub.configure(pid, "interfaces", loopback());
    }
    return hub;
  }

  /** Starts the hub under a program, which gets the hub's command line after its own. */
  public HubProcess under(String... program) {
    wrapper = List.of(program);
    return this;
  }

  /** Starts the hub without waiting. */
  public HubProcess launch(Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(List.of(ASSEMBLY.resolve("bin/karaf").toString(), "server"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(base.resolve("output.txt").toFile());
    fill(builder.environment(), environment);
    process = builder.start();
    return this;
  }

  /**
   * Runs one of the scripts to its end, with nothing on its standard input.
   *
   * @param shell what a shell does before, with the script and its arguments in {@code "$@"}
   */
  public Run run(String shell, Map<String, String> environment, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", shell, "sh"));
    command.add(ASSEMBLY.resolve("bin").resolve(script).toString());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(base, script, ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile());
    fill(builder.environment(), environment);
    int status = builder.start().waitFor();
    return new Run(status, Files.readString(output));
  }

  /** The exit status and the output of a script. */
  public record Run(int status, String output) {}

  private void fill(Map<String, String> variables, Map<String, String> environment) {
    variables.keySet().removeIf(key -> SETTINGS.matcher(key).matches());
    variables.put("KARAF_BASE", base.toString());
    variables.put("KITTY_CDS", "false");
    variables.put("API_HOST", "127.0.0.1");
    variables.put("API_PORT", Integer.toString(httpPort));
    variables.putAll(environment);
  }

  /** Starts the hub and waits until it reports over HTTP that all its modules are up. */
  public HubProcess start(Map<String, String> environment) throws IOException {
    launch(environment);
    await("the hub in " + base)
        .atMost(PATIENCE)
        .failFast("the hub ended, see " + base, () -> !process.isAlive())
        .ignoreExceptions()
        .until(() -> rest.get("/health").statusCode() == 200);
    return this;
  }

  public HubProcess start() throws IOException {
    return start(Map.of());
  }

  public Path etc() {
    return base.resolve("etc");
  }

  public Path deploy() {
    return base.resolve("deploy");
  }

  public Path data() {
    return base.resolve("data");
  }

  public long pid() {
    return process.pid();
  }

  /** Sets one key in a configuration file. */
  public void configure(String pid, String key, String value) throws IOException {
    Path file = etc().resolve(pid + ".cfg");
    String text = Files.exists(file) ? Files.readString(file) : "";
    String others = text.replaceAll("(?m)^" + Pattern.quote(key) + "\\s*=.*\\R?", "");
    String separator = others.isEmpty() || others.endsWith("\n") ? "" : "\n";
    configure(pid, others + separator + key + " = " + value + "\n");
  }

  /**
   * Replaces a configuration file in one piece, as editors do: half a file could lack the setting
   * that confines the hub to loopback.
   */
  public void configure(String pid, String text) throws IOException {
    Path part = Files.writeString(base.resolve(pid + ".part"), text);
    Files.move(part, etc().resolve(pid + ".cfg"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Starts with these features instead of the default ones. */
  public void boot(String features) throws IOException {
    String karafs =
        Arrays.stream(configured("org.apache.karaf.features", "featuresBoot").split(","))
            .map(String::strip)
            .filter(feature -> !feature.contains("kitty"))
            .collect(Collectors.joining(", "));
    configure("org.apache.karaf.features", "featuresBoot", karafs + ", " + features);
  }

  /** Returns the value of a key in a configuration file. */
  public String configured(String pid, String key) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(etc().resolve(pid + ".cfg"))) {
      properties.load(reader);
    }
    return properties.getProperty(key);
  }

  /** Adds an item to a list in a configuration file. */
  public void append(String pid, String key, String item) throws IOException {
    configure(pid, key, configured(pid, key) + ", " + item);
  }

  /** Returns what the console prints for a command, with errors. */
  public String console(String command) throws IOException {
    return console(user, password, command);
  }

  /** Returns what the console prints for a command of a user who logs in. */
  public String console(String who, String secret, String command) throws IOException {
    try (ClientSession session = connect(who)) {
      session.addPasswordIdentity(secret);
      session.auth().verify(PATIENCE);
      return session.executeRemoteCommand(command, System.err, UTF_8);
    }
  }

  /** Waits for the console, which may listen later than the web server. */
  private ClientSession connect(String who) {
    return await("the console")
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(e -> e.getCause() instanceof ConnectException)
        .until(
            () -> ssh.connect(who, "127.0.0.1", sshPort).verify(PATIENCE).getSession(),
            Objects::nonNull);
  }

  /** The hub over HTTP. */
  public Rest rest() {
    return rest;
  }

  public int httpPort() {
    return httpPort;
  }

  public int sshPort() {
    return sshPort;
  }

  /** What the hub printed on its standard output. */
  public String output() throws IOException {
    return Files.readString(base.resolve("output.txt"));
  }

  public String log() throws IOException {
    return Files.readString(data().resolve("log/kitty.log"));
  }

  /** Kills the hub, like a power failure. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Stops the hub. */
  public void stop() throws InterruptedException {
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

  /** A bundle of the assembly, as one file. */
  public static Path bundle(String name) {
    try (Stream<Path> files = Files.walk(ASSEMBLY.resolve("system/io/kitty").resolve(name))) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bundles of the assembly. */
  public static List<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.walk(ASSEMBLY.resolve("system/io/kitty"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** The PIDs of all modules that use interfaces, of those that the assembly ships. */
  public static List<String> protocols() throws IOException {
    try (Stream<Path> bundles = Files.list(ASSEMBLY.resolve("system/io/kitty"))) {
      List<String> pids = new ArrayList<>();
      for (Path bundle : bundles.sorted().toList()) {
        for (String suffix : List.of("", ".sdcp", ".state", ".tcp")) {
          String pid = bundle.getFileName() + suffix;
          Path file = ASSEMBLY.resolve("etc").resolve(pid + ".cfg");
          if (Files.exists(file)
              && Files.readString(file).lines().anyMatch(line -> line.startsWith("interfaces"))) {
            pids.add(pid);
          }
        }
      }
      return pids;
    }
  }

  /** Those of {@link #protocols} that are enabled by default. */
  public static List<String> protocolsOnByDefault() throws IOException {
    List<String> on = new ArrayList<>();
    for (String pid : protocols()) {
      if (Files.readString(ASSEMBLY.resolve("etc").resolve(pid + ".cfg"))
          .contains("\nenabled = true\n")) {
        on.add(pid);
      }
    }
    return on;
  }

  public static String loopback() throws IOException {
    return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
  }

  /**
   * Returns a free port that this JVM has not used yet. The system does not assign it to outgoing
   * connections: its range for these begins at 32768.
   */
  public static int freePort() {
    for (int port = nextPort(); ; port = nextPort()) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        continue; // another program uses it
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static int nextPort() {
    return PORTS.updateAndGet(port -> port == LAST_PORT ? FIRST_PORT : port + 1);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
