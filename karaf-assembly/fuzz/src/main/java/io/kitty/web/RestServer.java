// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.fuzz.AllTargets;
import io.kitty.testkit.FakeCodec;
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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;

/** The web server at a port of the loopback interface, in front of an empty hub. */
final class RestServer {

  static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int UNLIMITED = 1_000_000;

  private final ServerSocketChannel channel;

  RestServer() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    channel = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0), 512);
    Path token =
        Files.writeString(
            Files.createTempDirectory(AllTargets.folder(), "web").resolve("web.token"), TOKEN);
    FakeHub hub = new FakeHub();
    FakeNotifications notifications = new FakeNotifications(Instant.EPOCH);
    WebServices services =
        new WebServices(
            hub,
            new FakeCodec(),
            new FakeDeviceEditor(hub),
            new FakeConfigurator(),
            new FakeWakeOnLan(),
            List::of,
            () -> Optional.of(notifications),
            new Counters(),
            new NamedTokens(token.resolveSibling("web-tokens.json"), token, InstantSource.system()),
            token,
            made -> {},
            Executors.newSingleThreadScheduledExecutor(
                task -> {
                  Thread thread = new Thread(task, "fuzz-timer");
                  thread.setDaemon(true);
                  return thread;
                }));
    Settings settings =
        new Settings(
            true,
            "127.0.0.1",
            0,
            Set.of(),
            Set.of(loopback),
            false,
            UNLIMITED,
            100,
            Duration.ofSeconds(60));
    new HttpServer(channel, loopback, settings, services);
  }

  /** Returns everything that the server sends until it ends the connection. */
  byte[] send(byte[] request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(channel.getLocalAddress());
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      return socket.getInputStream().readAllBytes();
    }
  }
}
