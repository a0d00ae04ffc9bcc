// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.event.DeviceEvent;
import io.kitty.hub.AccessTokens;
import io.kitty.hub.HubModule;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.hub.FakeConfigurator;
import io.kitty.testkit.hub.FakeDeviceEditor;
import io.kitty.testkit.hub.FakeHub;
import io.kitty.testkit.hub.FakeWakeOnLan;
import io.kitty.web.server.Settings;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class WebModuleTest {

  @TempDir Path data;
  private volatile HubModule module;
  private volatile Dictionary<?, ?> properties;
  private WebModule web;

  @AfterEach
  void stop() throws Exception {
    if (web != null) {
      web.deactivate();
    }
  }

  @Test
  void theModuleReportsItsPortAndAddress() {
    start(config(true, 0));

    await().until(() -> state() == State.RUNNING);
    int port = (int) properties.get(HubModule.PORT);

    assertThat(module.status().detail()).isEqualTo("http://127.0.0.1:" + port);
    assertThat(properties.get(HubModule.ADDRESS)).isEqualTo("127.0.0.1");
    assertThat(accepts(port)).isTrue();
  }

  @Test
  void aFileHasTheUrlWhileTheServerRuns() {
    Path file = data.resolve("kitty/web.url");
    start(config(true, 0));
    await().until(() -> Files.exists(file) && Files.size(file) > 0);

    assertThat(file).hasContent("http://127.0.0.1:" + properties.get(HubModule.PORT) + "/");

    web.modified(config(false, 0), Map.of());
    await().until(() -> state() == State.DISABLED);
    assertThat(file).doesNotExist();
  }

  @Test
  void aPortInUseIsRetriedUntilItIsFree() throws Exception {
    int port;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = other.getLocalPort();
      start(config(true, port));
      await().until(() -> state() == State.FAILED);
      assertThat(module.status().detail()).contains("127.0.0.1:" + port, "in use", Settings.FILE);
      assertThat(properties.get(HubModule.PORT)).isNull();
    }

    await().until(() -> state() == State.RUNNING);
    assertThat(properties.get(HubModule.PORT)).isEqualTo(port);
  }

  @Test
  void disablingFreesThePortAndEnablingReopensIt() {
    start(config(true, 0));
    await().until(() -> state() == State.RUNNING);
    int port = (int) properties.get(HubModule.PORT);

    web.modified(config(false, port), Map.of());
    await().atMost(Duration.ofSeconds(2)).until(() -> !accepts(port));
    assertThat(state()).isEqualTo(State.DISABLED);
    assertThat(properties.get(HubModule.PORT)).isNull();
    assertThat(properties.get(HubModule.ADDRESS)).isNull();
    web.onEvent(new DeviceEvent.Appeared(TestDevices.host(1), false));

    web.modified(config(true, port), Map.of());
    await().until(() -> accepts(port));
  }

  @Test
  void theSamePortIsReopenedWhileAStreamIsOpen() throws Exception {
    start(config(true, 0));
    await().until(() -> state() == State.RUNNING);
    int port = (int) properties.get(HubModule.PORT);
    try (Socket stream = new Socket("127.0.0.1", port)) {
      stream
          .getOutputStream()
          .write("GET /events HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      await().until(() -> module.status().counters().get("event_streams") == 1);

      web.modified(config(true, port), Map.of());

      stream.getInputStream().readAllBytes();
      await().until(() -> state() == State.RUNNING && accepts(port));
      assertThat(module.status().counters()).containsEntry("event_streams", 0L);
    }
  }

  @Test
  void anInvalidValueKeepsTheLastGoodConfiguration() {
    start(config(true, 0));
    await().until(() -> state() == State.RUNNING);
    int port = (int) properties.get(HubModule.PORT);

    web.modified(config(true, 99_999), Map.of("port", "99999"));

    assertThat(state()).isEqualTo(State.RUNNING);
    assertThat(accepts(port)).isTrue();
  }

  @Test
  void anInvalidValueAtStartIsReportedInTheStatus() {
    start(config(true, -1), Map.of("port", "-1"));

    assertThat(state()).isEqualTo(State.FAILED);
    assertThat(module.status().detail())
        .isEqualTo(
            "etc/io.kitty.web.cfg: port = -1 is not allowed; it must be a number from 0 to 65535");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1    | no interface of this machine has the address 192.0.2.1",
        "host.invalid | the host host.invalid cannot be resolved",
        "::::         | :::: is no address",
        "0            | 0 is no address",
        "''           | no address is set",
      })
  void theLastGoodAddressIsKept(String bad, String reason) {
    start(config(true, 0));
    await().until(() -> state() == State.RUNNING);
    int port = (int) properties.get(HubModule.PORT);

    web.modified(config(true, bad, port), Map.of());

    await().until(() -> state() == State.DEGRADED);
    assertThat(module.status().detail())
        .contains(reason, "http://127.0.0.1:" + port + " goes on", Settings.FILE);
    assertThat(accepts(port)).isTrue();

    web.modified(config(true, port), Map.of());
    await().until(() -> state() == State.RUNNING && accepts(port));
  }

  @Test
  void theServerStaysWhileTheNewPortIsInUse() throws Exception {
    start(config(true, 0));
    await().until(() -> state() == State.RUNNING);
    int port = (int) properties.get(HubModule.PORT);
    int wanted;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Socket client = new Socket("127.0.0.1", port)) {
      wanted = other.getLocalPort();
      web.modified(config(true, wanted), Map.of());

      await().until(() -> state() == State.DEGRADED);
      assertThat(module.status().detail()).contains("127.0.0.1:" + wanted, "in use by another");
      assertThat(get(client, "/health")).startsWith("HTTP/1.1 200");
    }

    await().until(() -> state() == State.RUNNING && accepts(wanted));
    assertThat(accepts(port)).isFalse();
  }

  @Test
  void theFallbackOnLoopbackNeedsTheToken() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    start(config(true, "192.0.2.1", port));

    await().until(() -> state() == State.DEGRADED);
    assertThat(module.status().detail())
        .contains("192.0.2.1:" + port, "http://127.0.0.1:" + port + " goes on");
    try (Socket client = new Socket("127.0.0.1", port)) {
      assertThat(get(client, "/health")).startsWith("HTTP/1.1 200");
      assertThat(get(client, "/devices")).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void changesToAllAddressesAndBackOnTheSamePort() {
    start(config(true, 0));
    await().until(() -> state() == State.RUNNING);
    int port = (int) properties.get(HubModule.PORT);

    web.modified(config(true, "0.0.0.0", port), Map.of());
    await().until(() -> module.status().detail().equals("http://0.0.0.0:" + port));
    assertThat(accepts(port)).isTrue();

    web.modified(config(true, port), Map.of());
    await().until(() -> module.status().detail().equals("http://127.0.0.1:" + port));
    assertThat(accepts(port)).isTrue();
  }

  @Test
  void deactivatingFreesThePort() throws Exception {
    start(config(true, 0));
    await().until(() -> state() == State.RUNNING);
    int port = (int) properties.get(HubModule.PORT);

    web.deactivate();
    web = null;

    assertThat(accepts(port)).isFalse();
  }

  private void start(WebModule.Config config) {
    start(config, Map.of());
  }

  private void start(WebModule.Config config, Map<String, Object> raw) {
    FakeHub hub = new FakeHub();
    web =
        new WebModule(
            context(),
            config,
            raw,
            hub,
            new FakeCodec(),
            new FakeDeviceEditor(hub),
            new FakeConfigurator(),
            new FakeWakeOnLan());
  }

  private State state() {
    return module.status().state();
  }

  /** The head of the answer to a request, on a connection that stays open. */
  private static String get(Socket client, String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    byte[] response = new byte[64 * 1024];
    int length = client.getInputStream().read(response);
    return new String(response, 0, length, StandardCharsets.US_ASCII);
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private BundleContext context() {
    return proxy(
        BundleContext.class,
        (name, arguments) -> {
          if (name.equals("getProperty")) {
            return data.toString();
          }
          if (arguments[0] == HubModule.class) {
            module = (HubModule) arguments[1];
            properties = (Dictionary<?, ?>) arguments[2];
          } else {
            assertThat(arguments[0]).isEqualTo(AccessTokens.class);
          }
          return registration();
        });
  }

  private ServiceRegistration<?> registration() {
    return proxy(
        ServiceRegistration.class,
        (name, arguments) -> {
          if (name.equals("setProperties")) {
            properties = (Dictionary<?, ?>) arguments[0];
          }
          return null;
        });
  }

  private static <T> T proxy(Class<T> type, BiFunction<String, Object[], Object> call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.apply(method.getName(), arguments)));
  }

  private static WebModule.Config config(boolean enabled, int port) {
    return config(enabled, "127.0.0.1", port);
  }

  private static WebModule.Config config(boolean enabled, String address, int port) {
    Map<String, Object> values =
        Map.of(
            "enabled",
            enabled,
            "address",
            address,
            "port",
            port,
            "hosts",
            new String[0],
            "proxies",
            new String[0],
            "anyone_may_read",
            false,
            "rate",
            200,
            "event_buffer",
            100,
            "heartbeat",
            15);
    return proxy(WebModule.Config.class, (name, arguments) -> values.get(name));
  }
}
