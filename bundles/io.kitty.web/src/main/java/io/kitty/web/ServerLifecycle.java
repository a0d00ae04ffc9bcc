// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.event.DeviceEvent;
import io.kitty.hub.ModuleStatus.State;
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
 * Keeps the server as the settings want it: up, down, or tried again until its port can be had.
 * Until then the server stays where it last was; where it has not been anywhere yet, it listens on
 * the loopback address, and is as strict there as it would be at the address that was asked for.
 *
 * <p>All but {@link #condition} and {@link #publish} is called by the thread of the executor, which
 * may have to wait for the DNS.
 */
final class ServerLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ServerLifecycle.class);

  private static final Duration RETRY = Duration.ofSeconds(2);

  private static final String LOOPBACK = "127.0.0.1";

  /** Any address that is no loopback address: who asks has to know the token. */
  private static final InetAddress STRICT = new InetSocketAddress(0).getAddress();

  /** How it is with the server, and why. */
  record Condition(State state, String detail) {}

  /** Starts a server on a bound port. */
  @FunctionalInterface
  interface Starter {
    /**
     * @param asked where the server should listen, which decides who may do what
     */
    HttpServer start(ServerSocketChannel channel, InetAddress asked, Settings settings)
        throws Exception;
  }

  /** A server that is up, and what it was made of; the port is the one it has, never 0. */
  private record Serving(HttpServer server, Settings settings, InetAddress address, int port) {

    String url() {
      return "http://" + settings.authority(port);
    }
  }

  /** Where the server last was as it had been asked to. */
  private record Place(String name, InetAddress address, int port) {}

  private final ScheduledExecutorService executor;
  private final Starter starter;
  private final IntConsumer onPort;
  private volatile Condition condition = new Condition(State.STARTING, "");
  private volatile @Nullable Serving serving;
  private @Nullable Place lastGood;
  private @Nullable Future<?> retry;

  /**
   * @param onPort is told the port whenever one is opened, and 0 when it is closed
   */
  ServerLifecycle(ScheduledExecutorService executor, Starter starter, IntConsumer onPort) {
    this.executor = executor;
    this.starter = starter;
    this.onPort = onPort;
  }

  Condition condition() {
    return condition;
  }

  /** The URL of the server without a path; null while there is none. */
  @Nullable String url() {
    Serving running = serving;
    return running == null ? null : running.url();
  }

  void publish(DeviceEvent event) {
    Serving running = serving;
    if (running != null) {
      running.server().publish(event);
    }
  }

  /** Goes over to these settings. */
  void apply(Settings settings) {
    cancelRetry();
    if (settings.enabled()) {
      open(settings);
    } else {
      closeServer();
      condition = new Condition(State.DISABLED, "enabled = false in " + Settings.FILE);
      LOG.info("Serves nothing: {}", condition.detail());
    }
  }

  /** Cannot run at all for the time being. */
  void refuse(String why) {
    condition = new Condition(State.FAILED, why);
  }

  void close() {
    cancelRetry();
    closeServer();
  }

  private void cancelRetry() {
    if (retry != null) {
      retry.cancel(false);
      retry = null;
    }
  }

  private void closeServer() {
    Serving running = serving;
    if (running != null) {
      serving = null;
      onPort.accept(0);
      running.server().close();
    }
  }

  private void open(Settings wanted) {
    try {
      InetAddress address = ServerPort.resolve(wanted.address());
      Serving running = serving;
      if (running != null && running.port() == wanted.port()) {
        ServerPort.probe(address, wanted.port(), running.address());
        if (ServerPort.overlap(address, running.address())) {
          closeServer();
        }
      }
      Serving opened = serve(wanted, address, address);
      lastGood = new Place(wanted.address(), address, opened.port());
      condition = new Condition(State.RUNNING, opened.url());
      LOG.info("Serves {}", opened.url());
    } catch (Exception e) {
      standIn(wanted, ServerPort.complaint(wanted, e));
      retry = executor.schedule(() -> open(wanted), RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Serves where the server may be, while it cannot be where it is wanted. */
  private void standIn(Settings wanted, String complaint) {
    Place place = lastGood;
    Settings instead =
        place == null ? wanted.at(LOOPBACK, wanted.port()) : wanted.at(place.name(), place.port());
    try {
      Serving running = serving;
      if (running == null || !running.settings().equals(instead)) {
        closeServer();
        running =
            place == null
                ? serve(instead, InetAddress.getByName(LOOPBACK), STRICT)
                : serve(instead, place.address(), place.address());
      }
      report(State.DEGRADED, complaint + "; " + running.url() + " goes on");
    } catch (Exception e) {
      LOG.debug("Nor at {}", instead.authority(instead.port()), e);
      report(State.FAILED, complaint);
    }
  }

  private void report(State state, String complaint) {
    String detail =
        complaint
            + "; set another address or port in "
            + Settings.FILE
            + ", or free it: it is tried again";
    if (!condition.detail().equals(detail)) {
      LOG.warn("The web server {}", detail);
    }
    condition = new Condition(state, detail);
  }

  /**
   * @param asked where the server should listen, which decides who may do what
   */
  private Serving serve(Settings settings, InetAddress address, InetAddress asked)
      throws Exception {
    ServerSocketChannel channel = ServerPort.open(address, settings.port());
    int port = channel.socket().getLocalPort();
    closeServer();
    try {
      HttpServer server = starter.start(channel, asked, settings);
      Settings settled = settings.at(settings.address(), port);
      Serving started = new Serving(server, settled, address, port);
      serving = started;
      onPort.accept(port);
      return started;
    } catch (Exception e) {
      channel.close();
      throw e;
    }
  }
}
