// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mosquitto as a child process, which retains nothing over a restart. */
public final class MqttBroker implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final Pattern CONNECTED = Pattern.compile(" as (kitty-\\w+) \\(.* u'(\\w+)'\\)");
  private static final Pattern PUBLISHED =
      Pattern.compile("Received PUBLISH from (kitty-\\w+) \\([^']*'([^']+)'");

  /** Debian's folder is not on the path of every user. */
  private static final String PROGRAM =
      Files.isExecutable(Path.of("/usr/sbin/mosquitto")) ? "/usr/sbin/mosquitto" : "mosquitto";

  private final int port = HubProcess.freePort();
  private final Path log;
  private final Path configuration;
  private Process process;

  public MqttBroker(Path folder) throws IOException {
    log = folder.resolve("log.txt");
    configuration = folder.resolve("broker.conf");
    Files.writeString(
        configuration,
        """
        user root
        listener %d 127.0.0.1
        allow_anonymous true
        persistence false
        log_type all
        log_dest file %s
        """
            .formatted(port, log));
    start();
  }

  /** Starts it again, empty. */
  public void start() throws IOException {
    process =
        new ProcessBuilder(PROGRAM, "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  /** Ends it at once. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  public int port() {
    return port;
  }

  public String url() {
    return "mqtt://127.0.0.1:" + port;
  }

  /** Sends it a signal, for instance STOP. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  public void publish(String topic, String payload) throws Exception {
    publish(topic, payload, List.of());
  }

  /** Publishes what it retains. */
  public void retain(String topic, String payload) throws Exception {
    publish(topic, payload, List.of("-r"));
  }

  private void publish(String topic, String payload, List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("mosquitto_pub", "-p", Integer.toString(port), "-t", topic));
    command.addAll(List.of("-m", payload));
    command.addAll(options);
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  /** Starts a program that writes the payloads of a topic to a file, a line each. */
  public Process record(String topic, Path file) throws IOException {
    String subscribed = topic + " (QoS 1)";
    long before = count(subscribed);
    String number = Integer.toString(port);
    await("the broker").atMost(SOON).until(this::listens);
    Process recorder =
        new ProcessBuilder("stdbuf", "-oL", "mosquitto_sub", "-p", number, "-q", "1", "-t", topic)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()))
            .start();
    await(subscribed).atMost(SOON).until(() -> count(subscribed) > before);
    return recorder;
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private long count(String text) throws IOException {
    return Files.exists(log)
        ? Files.readAllLines(log).stream().filter(line -> line.contains(text)).count()
        : 0;
  }

  /** Returns what it retains: payloads by topic. */
  public Map<String, String> retained() throws IOException {
    String number = Integer.toString(port);
    Process subscriber =
        new ProcessBuilder(
                "mosquitto_sub", "-p", number, "-t", "#", "-v", "--retained-only", "-W", "1")
            .start();
    Map<String, String> messages = new TreeMap<>();
    new String(subscriber.getInputStream().readAllBytes(), UTF_8)
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(message -> messages.put(message[0], message[1]));
    return messages;
  }

  /** Waits until it retains a payload that contains a text. */
  public void awaitRetained(String topic, String part) {
    await(topic)
        .atMost(SOON)
        .untilAsserted(() -> assertThat(retained().getOrDefault(topic, "")).contains(part));
  }

  /** Waits until it retains nothing on topics that contain a text. */
  public void awaitNothing(String part) {
    await("nothing")
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(retained().keySet()).noneMatch(topic -> topic.contains(part)));
  }

  /** Returns the users that published on each topic, in order, each once until the next. */
  public Map<String, List<String>> writers() throws IOException {
    Map<String, String> users = new HashMap<>();
    Map<String, List<String>> writers = new TreeMap<>();
    for (String line : Files.readAllLines(log)) {
      Matcher connected = CONNECTED.matcher(line);
      Matcher published = PUBLISHED.matcher(line);
      if (connected.find()) {
        users.put(connected.group(1), connected.group(2));
      } else if (published.find()) {
        List<String> before = writers.computeIfAbsent(published.group(2), key -> new ArrayList<>());
        String user = users.getOrDefault(published.group(1), "");
        if (before.isEmpty() || !before.get(before.size() - 1).equals(user)) {
          before.add(user);
        }
      }
    }
    return writers;
  }

  /** Returns the topics of all that was published, in order. */
  public List<String> published() throws IOException {
    return Files.readAllLines(log).stream()
        .map(PUBLISHED::matcher)
        .filter(Matcher::find)
        .map(line -> line.group(2))
        .toList();
  }

  @Override
  public void close() {
    kill();
  }
}
