// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.event.DeviceEvent;
import io.kitty.hub.ModuleStatus.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the server as the settings want it: up, down, or tried again until its port is free. All
 * but {@link #condition} and {@link #publish} is called by the thread of the timer.
 */
final class ServerKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(ServerKeeper.class);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);

  /** How many connections may wait to be accepted. */
  private static final int BACKLOG = 512;

  /** How it is with the server, and why. */
  record Condition(State state, String detail) {}

  /** Starts a server on a bound port. */
  @FunctionalInterface
  interface Starter {
    HttpServer start(ServerSocketChannel channel, Settings settings) throws Exception;
  }

  private final ScheduledExecutorService timer;
  private final Starter starter;
  private final IntConsumer onPort;
  private volatile Condition condition = new Condition(State.STARTING, "");
  private volatile @Nullable HttpServer server;
  private @Nullable Future<?> retry;

  /**
   * @param onPort is told the port whenever one is opened, and 0 when it is closed
   */
  ServerKeeper(ScheduledExecutorService timer, Starter starter, IntConsumer onPort) {
    this.timer = timer;
    this.starter = starter;
    this.onPort = onPort;
  }

  Condition condition() {
    return condition;
  }

  void publish(DeviceEvent event) {
    HttpServer running = server;
    if (running != null) {
      running.publish(event);
    }
  }

  /** Goes over to these settings. */
  void apply(Settings settings) {
    close();
    if (settings.enabled()) {
      condition = new Condition(State.STARTING, "");
      open(settings, FIRST_RETRY);
    } else {
      condition = new Condition(State.DISABLED, "enabled = false in " + Settings.FILE);
      LOG.info("Serves nothing: {}", condition.detail());
    }
  }

  /** Cannot run at all for the time being. */
  void refuse(String why) {
    condition = new Condition(State.FAILED, why);
  }

  void close() {
    if (retry != null) {
      retry.cancel(false);
      retry = null;
    }
    HttpServer running = server;
    if (running != null) {
      server = null;
      onPort.accept(0);
      running.close();
    }
  }

  private void open(Settings settings, Duration nextRetry) {
    try {
      ServerSocketChannel channel = bind(settings);
      int port = channel.socket().getLocalPort();
      server = start(channel, settings);
      condition = new Condition(State.RUNNING, "http://" + settings.authority(port));
      onPort.accept(port);
      LOG.info("Serves {}", condition.detail());
    } catch (Exception e) {
      failed(settings, e);
      Duration then = nextRetry.multipliedBy(2);
      Duration after = then.compareTo(LAST_RETRY) < 0 ? then : LAST_RETRY;
      retry =
          timer.schedule(() -> open(settings, after), nextRetry.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static ServerSocketChannel bind(Settings settings) throws IOException {
    InetAddress address = InetAddress.getByName(settings.address());
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(new InetSocketAddress(address, settings.port()), BACKLOG);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private HttpServer start(ServerSocketChannel channel, Settings settings) throws Exception {
    try {
      return starter.start(channel, settings);
    } catch (Exception e) {
      channel.close();
      throw e;
    }
  }

  private void failed(Settings settings, Exception cause) {
    String detail =
        "cannot listen on %s (%s); free it, or set another address or port in %s; tried again until it works"
            .formatted(settings.authority(settings.port()), reason(cause), Settings.FILE);
    if (!condition.detail().equals(detail)) {
      LOG.warn("The web server {}", detail);
    }
    condition = new Condition(State.FAILED, detail);
  }

  private static String reason(Exception cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
