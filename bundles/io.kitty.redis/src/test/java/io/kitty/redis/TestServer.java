// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static org.awaitility.Awaitility.await;

import io.kitty.redis.connection.RedisClientFactory;
import io.kitty.redis.connection.RedisUrl;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.resps.StreamEntry;
import redis.embedded.core.ExecutableProvider;

/** A real server on a free port of the loopback interface, which can be killed and brought back. */
public final class TestServer implements AutoCloseable {

  private static final String SENTINEL = "--sentinel";
  private static final Pattern ID = Pattern.compile("[{]\"id\":\"([^\"]*)\"");

  private final Path program;
  private final Path folder;
  private final List<String> options;
  private final int port;
  private Process process;
  private int tlsPort;
  private String password = "";

  private TestServer(int port, List<String> options) throws IOException {
    this(Binary.PATH, port, options);
  }

  private TestServer(Path program, int port, List<String> options) throws IOException {
    this.program = program;
    this.folder = Files.createTempDirectory("kitty-redis-");
    this.port = port;
    this.options = options;
  }

  /** Starts a server with these options more than the usual. */
  public static TestServer with(String... options) throws IOException {
    TestServer server = new TestServer(freePort(), List.of(options));
    server.start();
    return server;
  }

  /** Starts a server of the version that is installed on this machine. */
  public static TestServer newer() throws IOException {
    TestServer server = new TestServer(installed().orElseThrow(), freePort(), List.of());
    server.start();
    return server;
  }

  /** The program that is installed on this machine, if there is one. */
  public static Optional<Path> installed() {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getenv("PATH"))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts a server that asks for a password. */
  public static TestServer asking(String password) throws IOException {
    TestServer server = with("--requirepass", password);
    server.password = password;
    return server;
  }

  /** Starts a server that also takes connections with TLS. */
  static TestServer encrypted(String certificate, String key) throws IOException {
    int tls = freePort();
    TestServer server =
        with(
            "--tls-port",
            String.valueOf(tls),
            "--tls-cert-file",
            certificate,
            "--tls-key-file",
            key,
            "--tls-ca-cert-file",
            certificate,
            "--tls-auth-clients",
            "no");
    server.tlsPort = tls;
    return server;
  }

  /** Starts a sentinel that watches a server, and soon has a replica take its place. */
  public static TestServer sentinel(TestServer watched, String name) throws IOException {
    TestServer sentinel = new TestServer(freePort(), List.of(SENTINEL));
    Files.writeString(
        sentinel.folder.resolve("sentinel.conf"),
        """
        port %d
        bind 127.0.0.1
        sentinel monitor %s 127.0.0.1 %d 1
        sentinel down-after-milliseconds %s 1000
        sentinel failover-timeout %s 3000
        """
            .formatted(sentinel.port, name, watched.port, name, name));
    sentinel.start();
    return sentinel;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts it again, with what it wrote to its disk. */
  public void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    if (options.contains(SENTINEL)) {
      command.addAll(List.of(folder.resolve("sentinel.conf").toString(), SENTINEL));
    } else {
      command.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1"));
      command.addAll(List.of("--dir", folder.toString(), "--save", ""));
      command.addAll(options);
    }
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> process.isAlive() && listens());
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it as a crash does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** Sends it a signal, for instance STOP. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  public int port() {
    return port;
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  String tlsUrl() {
    return "rediss://127.0.0.1:" + tlsPort;
  }

  /** How a hub reaches it. */
  RedisClientFactory place(String hub) {
    return new RedisClientFactory(RedisUrl.parse(url()), "kitty-" + hub, null);
  }

  /** A connection of somebody else. */
  public Jedis client() {
    Jedis client = new Jedis("127.0.0.1", port);
    if (!password.isEmpty()) {
      client.auth(password);
    }
    return client;
  }

  /** Which version it is. */
  public String version() {
    try (Jedis client = client()) {
      return client
          .info("server")
          .lines()
          .filter(line -> line.startsWith("redis_version:"))
          .map(line -> line.split(":")[1])
          .findFirst()
          .orElseThrow();
    }
  }

  /** The events in the stream, each as its name and the id of its device. */
  public List<String> events() {
    try (Jedis client = client()) {
      return client.xrange("events", "-", "+").stream()
          .map(StreamEntry::getFields)
          .map(fields -> fields.get("event") + " " + id(fields.get("data")))
          .toList();
    }
  }

  /** Returns the data of the last event of a name. */
  public String data(String event) {
    try (Jedis client = client()) {
      return client.xrevrange("events", "+", "-").stream()
          .map(StreamEntry::getFields)
          .filter(fields -> fields.get("event").equals(event))
          .findFirst()
          .orElseThrow()
          .get("data");
    }
  }

  private static String id(String json) {
    Matcher id = ID.matcher(json);
    return id.lookingAt() ? id.group(1) : "";
  }

  @Override
  public void close() throws Exception {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }

  /** The program, which Maven brings along. */
  private static final class Binary {
    static final Path PATH = unpack();

    private static Path unpack() {
      try {
        Path file = ExecutableProvider.newJarResourceProvider().get().toPath();
        file.toFile().setExecutable(true);
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
