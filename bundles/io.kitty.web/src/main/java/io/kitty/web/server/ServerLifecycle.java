// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.server;

import io.kitty.device.Device;
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
 * Starts and stops the server as configured, and retries while its port cannot be opened. Meanwhile
 * the server stays at its last address. If it has had none, it listens on the loopback address,
 * with the access control of the configured address.
 *
 * <p>All methods but {@link #condition}, {@link #url}, {@link #publish} and {@link #publishReading}
 * run on the executor's thread, which may block on DNS.
 */
public final class ServerLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ServerLifecycle.class);

  private static final Duration RETRY = Duration.ofSeconds(2);

  private static final String LOOPBACK = "127.0.0.1";

  /** Not a loopback address, so that every request needs the token. */
  private static final InetAddress NON_LOOPBACK = new InetSocketAddress(0).getAddress();

  /** The state of the server and its reason. */
  public record Condition(State state, String detail) {}

  /** Starts a server on a bound port. */
  @FunctionalInterface
  public interface Starter {
    /**
     * @param accessAddress the address that access control goes by
     */
    HttpServer start(ServerSocketChannel channel, InetAddress accessAddress, Settings settings)
        throws Exception;
  }

  /** A running server and its settings; the port is the actual one, never 0. */
  private record Running(HttpServer server, Settings settings, InetAddress address, int port) {

    String url() {
      return "http://" + settings.authority(port);
    }
  }

  /** The last address at which the server ran as configured. */
  private record Location(String name, InetAddress address, int port) {}

  private final ScheduledExecutorService executor;
  private final Starter starter;
  private final IntConsumer onPort;
  private volatile Condition condition = new Condition(State.STARTING, "");
  private volatile @Nullable Running current;
  private @Nullable Location lastGood;
  private @Nullable Future<?> retry;

  /**
   * @param onPort called with the port when one is opened, and with 0 when it is closed
   */
  public ServerLifecycle(ScheduledExecutorService executor, Starter starter, IntConsumer onPort) {
    this.executor = executor;
    this.starter = starter;
    this.onPort = onPort;
  }

  public Condition condition() {
    return condition;
  }

  /** Returns the URL of the server without a path; null while it is down. */
  public @Nullable String url() {
    Running running = current;
    return running == null ? null : running.url();
  }

  /** Returns the address that the server listens on; null while there is none. */
  public @Nullable InetAddress address() {
    Running running = current;
    return running == null ? null : running.address();
  }

  public void publish(DeviceEvent event) {
    Running running = current;
    if (running != null) {
      running.server().publish(event);
    }
  }

  public void publishReading(Device device) {
    Running running = current;
    if (running != null) {
      running.server().publishReading(device);
    }
  }

  /** Applies new settings. */
  public void apply(Settings settings) {
    cancelRetry();
    if (settings.enabled()) {
      open(settings);
    } else {
      closeServer();
      condition = new Condition(State.DISABLED, "enabled = false in " + Settings.FILE);
      LOG.info("The web server is off: {}", condition.detail());
    }
  }

  /** Reports that the server cannot run with the present configuration. */
  public void refuse(String reason) {
    condition = new Condition(State.FAILED, reason);
  }

  public void close() {
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
    Running running = current;
    if (running != null) {
      current = null;
      onPort.accept(0);
      running.server().close();
    }
  }

  private void open(Settings wanted) {
    try {
      InetAddress address = ServerPort.resolve(wanted.address());
      Running running = current;
      if (running != null && running.port() == wanted.port()) {
        ServerPort.probe(address, wanted.port(), running.address());
        if (ServerPort.overlap(address, running.address())) {
          closeServer();
        }
      }
      Running opened = serve(wanted, address, address);
      lastGood = new Location(wanted.address(), address, opened.port());
      condition = new Condition(State.RUNNING, opened.url());
      LOG.info("The web server listens on {}", opened.url());
    } catch (Exception e) {
      fallBack(wanted, ServerPort.describe(wanted, e));
      retry = executor.schedule(() -> open(wanted), RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Starts the server at a fallback address while the configured one cannot be opened. */
  private void fallBack(Settings wanted, String error) {
    Location location = lastGood;
    Settings fallback =
        location == null
            ? wanted.at(LOOPBACK, wanted.port())
            : wanted.at(location.name(), location.port());
    try {
      Running running = current;
      if (running == null || !running.settings().equals(fallback)) {
        closeServer();
        running =
            location == null
                ? serve(fallback, InetAddress.getByName(LOOPBACK), NON_LOOPBACK)
                : serve(fallback, location.address(), location.address());
      }
      setFailure(State.DEGRADED, error + "; " + running.url() + " goes on");
    } catch (Exception e) {
      LOG.debug("Cannot listen on the fallback {} either", fallback.authority(fallback.port()), e);
      setFailure(State.FAILED, error);
    }
  }

  private void setFailure(State state, String error) {
    String detail =
        error
            + "; set another address or port in "
            + Settings.FILE
            + ", or free it: it is tried again";
    if (!condition.detail().equals(detail)) {
      LOG.warn("The web server {}", detail);
    }
    condition = new Condition(state, detail);
  }

  /**
   * @param accessAddress the address that access control goes by
   */
  private Running serve(Settings settings, InetAddress address, InetAddress accessAddress)
      throws Exception {
    ServerSocketChannel channel = ServerPort.open(address, settings.port());
    int port = channel.socket().getLocalPort();
    closeServer();
    try {
      HttpServer server = starter.start(channel, accessAddress, settings);
      Settings actual = settings.at(settings.address(), port);
      Running started = new Running(server, actual, address, port);
      current = started;
      onPort.accept(port);
      return started;
    } catch (Exception e) {
      channel.close();
      throw e;
    }
  }
}
