// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The broker of a printer: Eclipse Mosquitto on the loopback interface with TLS, and without for
 * the test's own programs. It can be killed and brought back.
 */
public final class Mosquitto implements AutoCloseable {

  static final String USER = "bblp";

  private static final Duration SOON = Duration.ofSeconds(10);

  private final Path folder;
  private final String code;
  private final int port = freePort();
  private final int plainPort = freePort();
  private final List<Process> programs = new ArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private Process broker;

  /** Starts one in a folder. */
  public Mosquitto(Path folder, PrinterCertificate certificate, String code) throws Exception {
    this.folder = folder;
    this.code = code;
    Files.writeString(
        folder.resolve("broker.conf"),
        """
        user root
        persistence false
        allow_anonymous false
        password_file %1$s/passwords
        log_dest file %1$s/log
        log_type all
        listener %2$d 127.0.0.1
        certfile %3$s
        keyfile %4$s
        listener %5$d 127.0.0.1
        """
            .formatted(
                folder, port, certificate.certificateFile(), certificate.keyFile(), plainPort));
    run("mosquitto_passwd", "-b", "-c", folder.resolve("passwords").toString(), USER, code);
    start();
  }

  /** Returns whether it is installed. */
  public static boolean isInstalled() {
    return Stream.of("mosquitto", "mosquitto_passwd", "mosquitto_pub", "mosquitto_sub")
        .allMatch(each -> path(each).findFirst().isPresent());
  }

  private static Stream<Path> path(String program) {
    return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
        .map(each -> Path.of(each, program))
        .filter(Files::isExecutable);
  }

  private static ProcessBuilder command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(path(program).findFirst().orElseThrow().toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  private static void run(String program, String... arguments) throws Exception {
    if (command(program, arguments).start().waitFor() != 0) {
      throw new IOException(program + " failed");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Brings it back. */
  void start() throws Exception {
    broker =
        command("mosquitto", "-c", folder.resolve("broker.conf").toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    await("the broker").atMost(SOON).until(this::listens);
    Process subscriber =
        command(
                "mosquitto_sub",
                "-p",
                String.valueOf(plainPort),
                "-u",
                USER,
                "-P",
                code,
                "-v",
                "-t",
                "device/+/request")
            .start();
    programs.add(subscriber);
    Thread reader = new Thread(() -> read(subscriber), "requests");
    reader.setDaemon(true);
    reader.start();
    await("the subscription").atMost(SOON).until(() -> log().contains("device/+/request"));
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void read(Process subscriber) {
    try (BufferedReader out = subscriber.inputReader(UTF_8)) {
      out.lines().forEach(requests::add);
    } catch (IOException | UncheckedIOException e) {
      // it ends with the broker
    }
  }

  /** Ends it, without a goodbye. */
  void kill() {
    broker.destroyForcibly().onExit().join();
    programs.forEach(each -> each.destroyForcibly().onExit().join());
    programs.clear();
  }

  public int port() {
    return port;
  }

  /** Returns all that was published on topics of requests, as topic and payload. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Returns a publisher that sends each line as a report. */
  public Writer publisher(String serial) throws IOException {
    Process publisher =
        command(
                "mosquitto_pub",
                "-p",
                String.valueOf(plainPort),
                "-u",
                USER,
                "-P",
                code,
                "-l",
                "-t",
                "device/" + serial + "/report")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    programs.add(publisher);
    return publisher.outputWriter(UTF_8);
  }

  /** Publishes the content of a file as one report. */
  void publish(String serial, Path file) throws Exception {
    run(
        "mosquitto_pub",
        "-p",
        String.valueOf(plainPort),
        "-u",
        USER,
        "-P",
        code,
        "-f",
        file.toString(),
        "-t",
        "device/" + serial + "/report");
  }

  @Override
  public void close() {
    kill();
  }
}
