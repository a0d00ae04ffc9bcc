// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.announce.AnnouncementMetrics;
import io.kitty.announce.AnnouncementStats;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.hub.DeviceCodec;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.hub.FakeAnnouncementStats;
import io.kitty.testkit.hub.FakeConfigurator;
import io.kitty.testkit.hub.FakeDeviceEditor;
import io.kitty.testkit.hub.FakeHub;
import io.kitty.testkit.hub.FakeNotifications;
import io.kitty.testkit.hub.FakeWakeOnLan;
import io.kitty.web.http.Counters;
import io.kitty.web.server.HttpServer;
import io.kitty.web.server.Settings;
import io.kitty.web.server.WebServices;
import io.kitty.web.token.NamedTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A server on loopback with a fake hub, and a client. */
public final class TestServer implements AutoCloseable {

  public static final Settings SETTINGS = settings("127.0.0.1", false, 100_000);

  /** The name of the thread that runs most writes of event streams. */
  public static final String TIMER = "timer";

  public static final String TOKEN = "0123456789abcdef0123456789abcdef";

  /** The header with the token, and its value. */
  public static final String[] AUTHORIZATION = {"Authorization", "Bearer " + TOKEN};

  public final FakeHub hub = new FakeHub();
  private final List<AnnouncementStats> announcementStats = new CopyOnWriteArrayList<>();
  public final FakeDeviceEditor editor = new FakeDeviceEditor(hub);
  public final FakeConfigurator modules = new FakeConfigurator();
  public final FakeWakeOnLan wakeOnLan = new FakeWakeOnLan();
  private final FakeNotifications notifications = new FakeNotifications(Instant.now());
  private volatile boolean notificationsInstalled;
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  final NamedTokens tokens;
  public final Counters counters = new Counters();
  public final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final Path data;
  public final int port;
  final WebServices services;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, TIMER));
  private final HttpServer server;

  public TestServer() throws Exception {
    this(SETTINGS, new FakeCodec());
  }

  public TestServer(Settings settings, DeviceCodec codec) throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    ServerSocketChannel channel =
        ServerSocketChannel.open().bind(new InetSocketAddress(loopback, settings.port()), 512);
    port = channel.socket().getLocalPort();
    data = Files.createTempDirectory("kitty");
    Path token = Files.writeString(data.resolve("web.token"), TOKEN);
    tokens = new NamedTokens(data.resolve("web-tokens.json"), token, now::get);
    services =
        new WebServices(
            hub,
            codec,
            editor,
            modules,
            wakeOnLan,
            () -> List.copyOf(announcementStats),
            () -> notificationsInstalled ? Optional.of(notifications) : Optional.empty(),
            counters,
            tokens,
            token,
            made -> {
              throw new AssertionError("there is a token");
            },
            timer);
    InetAddress address = InetAddress.getByName(settings.address());
    server = new HttpServer(channel, address, settings, services);
    Files.delete(token);
  }

  /** Returns settings with other access rules; access control goes by the given address. */
  public static Settings settings(
      String address, boolean anyoneMayRead, int rate, String... hosts) {
    return new Settings(
        true,
        address,
        0,
        Set.of(hosts),
        Set.of(),
        anyoneMayRead,
        rate,
        20_000,
        Duration.ofSeconds(60));
  }

  /** Returns settings with trusted proxies. */
  public static Settings behind(InetAddress... proxies) {
    return new Settings(
        true,
        "127.0.0.1",
        0,
        Set.of(),
        Set.of(proxies),
        false,
        100_000,
        20_000,
        Duration.ofSeconds(60));
  }

  /** Returns settings with another port. */
  public static Settings on(int port) {
    return new Settings(
        true,
        "127.0.0.1",
        port,
        Set.of(),
        Set.of(),
        false,
        100_000,
        20_000,
        Duration.ofSeconds(60));
  }

  /** Returns settings with another event buffer and heartbeat. */
  public static Settings settings(int eventBuffer, Duration heartbeat) {
    return new Settings(
        true, "127.0.0.1", 0, Set.of(), Set.of(), false, 100_000, eventBuffer, heartbeat);
  }

  /** Adds announcement counters that are not zero until they are reset. */
  void addAnnouncementStats(String name) {
    announcementStats.add(
        new FakeAnnouncementStats(name, new AnnouncementMetrics(7, 3, 700, 300, 1, 2, 2.5, 4.0)));
  }

  /** Installs what sends messages to people. */
  public FakeNotifications installNotifications() {
    notificationsInstalled = true;
    return notifications;
  }

  public void publish(DeviceEvent event) {
    server.publish(event);
  }

  public void publishReading(Device device) {
    server.publishReading(device);
  }

  public void appear(Device... devices) {
    for (Device device : devices) {
      hub.add(device);
      publish(new DeviceEvent.Appeared(device, false));
    }
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  public HttpResponse<String> get(String path) throws Exception {
    return send("GET", path);
  }

  /** Sends a request with the token. */
  public HttpResponse<String> post(String path, String... headers) throws Exception {
    return send(
        "POST",
        path,
        Stream.of(AUTHORIZATION, headers).flatMap(Arrays::stream).toArray(String[]::new));
  }

  public HttpResponse<String> send(String method, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Sends a body with the token. */
  public HttpResponse<String> send(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path))
            .headers(AUTHORIZATION)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** Opens an event stream. */
  public EventClient events() {
    return events("/events");
  }

  /** Opens an event stream at a path with its parameters. */
  public EventClient events(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    EventClient events = new EventClient();
    events.reply = client.sendAsync(request.build(), BodyHandlers.fromLineSubscriber(events));
    return events;
  }

  /** Opens a connection and sends text, which may be invalid HTTP. */
  public Socket open(String text) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  /** Sends text and returns everything received until the server closes the connection. */
  public String raw(String text) throws IOException {
    try (Socket socket = open(text)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
    delete(data.resolve("web-tokens.json"));
    delete(data.resolve("web-sessions.json"));
    delete(data);
    timer.shutdownNow();
  }
}
