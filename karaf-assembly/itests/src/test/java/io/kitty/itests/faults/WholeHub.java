// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import com.sun.net.httpserver.HttpServer;
import io.kitty.itests.HubProcess;
import io.kitty.itests.MqttBroker;
import io.kitty.redis.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A hub with every module of the distribution enabled, and what they need: a Redis server, an MQTT
 * broker, a receiver of messages, and one file each for keys, printers, rules and announcements. It
 * is on loopback like all hubs of the tests, and the machines of the demo are the ones that it has
 * keys for.
 */
final class WholeHub implements AutoCloseable {

  /** The addresses that it sweeps; each of them replies. */
  static final List<String> SWEPT = List.of("127.0.28.1", "127.0.28.2");

  /** Where its virtual printer replies to slicers. */
  static final String PRINTER = "127.0.28.9";

  /** The port of {@link #PRINTER}. */
  static final int PRINTER_PORT = 3000;

  private final TestServer redis;
  private final MqttBroker broker;
  private final HttpServer hook;
  private final HubProcess hub;

  WholeHub(String name) throws Exception {
    redis = TestServer.with();
    broker = new MqttBroker(Files.createTempDirectory("kitty-broker-"));
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    hook.start();
    hub = HubProcess.prepare(name);
    for (String pid : pids()) {
      enable(pid);
    }
    hub.configure("io.kitty.ping", "subnets", "127.0.28.0/30");
    hub.configure("io.kitty.redis", "url", redis.url());
    hub.configure("io.kitty.mqtt", "url", broker.url());
    add("notify.target-hook", "url = json://127.0.0.1:" + hook.getAddress().getPort());
    add("notify.rule-new", "on = new, online, offline", "window = 1", "to = hook");
    add("multicast.publisher-page", "message = {\"type\": \"page\", \"addr\": \"{ip}:8088\"}");
    add(
        "bindserver-bench",
        "serial = 01P00B391800009",
        "model = C12",
        "name = Bench",
        "announce = true",
        "bind.address = " + PRINTER,
        "plain.port = " + PRINTER_PORT);
    add("octoprint-shelf", "host = 127.13.37.20", "api.key = demo");
    add("prusalink-shelf", "host = 127.13.37.22", "user = maker", "password = demo");
    add("bambu.state-bertha", "serial = 00M09A3D3M00001", "access.code = demodemo");
  }

  /** Changes the values of an example of a module that takes several configurations. */
  private void add(String name, String... lines) throws IOException {
    String factory = name.substring(0, name.indexOf('-'));
    String pid = "io.kitty." + name;
    Path example = hub.etc().resolve("io.kitty." + factory + "-example.cfg");
    if (Files.exists(example)) {
      hub.configure(pid, Files.readString(example));
    }
    enable(pid);
    for (String line : lines) {
      String[] parts = line.split(" = ", 2);
      hub.configure(pid, parts[0], parts[1]);
    }
  }

  private void enable(String pid) throws IOException {
    if (hub.configured(pid, "enabled") != null) {
      hub.configure(pid, "enabled", "true");
    }
    if (hub.configured(pid, "interfaces") != null) {
      hub.configure(pid, "interfaces", HubProcess.loopback());
    }
  }

  /** Returns the names of the files of modules that take one configuration. */
  private List<String> pids() throws IOException {
    try (Stream<Path> files = Files.list(hub.etc())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.matches("io\\.kitty\\.[a-z.]+\\.cfg"))
          .map(file -> file.replaceFirst("\\.cfg$", ""))
          .toList();
    }
  }

  HubProcess hub() {
    return hub;
  }

  @Override
  public void close() throws Exception {
    hub.close();
    hook.stop(0);
    broker.close();
    redis.close();
  }
}
