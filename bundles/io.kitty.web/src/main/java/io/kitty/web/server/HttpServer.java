// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.server;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.web.access.AccessPolicy;
import io.kitty.web.access.RateLimit;
import io.kitty.web.access.RequestLimit;
import io.kitty.web.dashboard.Dashboard;
import io.kitty.web.event.EventsResource;
import io.kitty.web.http.Counters;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Problem;
import io.kitty.web.http.TrustedProxies;
import io.kitty.web.program.LocalPrograms;
import io.kitty.web.session.Sessions;
import io.kitty.web.token.AccessToken;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.eclipse.jetty.util.compression.DeflaterPool;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty on one port with the hub's resources. One selector, which also accepts connections, and few
 * threads; this class sets the limits on what clients may use.
 */
public final class HttpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private static final int MAX_THREADS = 8;
  private static final int MAX_CONNECTIONS = 4096;
  private static final int MAX_HEADER = 8 * 1024;
  private static final int INPUT_BUFFER = 2 * 1024;
  private static final int POOLED_MEMORY = 4 * 1024 * 1024;
  private static final int MIN_COMPRESSED = 1024;
  private static final int MAX_DEFLATERS = 16;
  private static final long MIN_IDLE_MILLIS = 60_000;
  private static final int IDLE_THREAD_MILLIS = 30_000;
  private static final int PERSIST_RETRY_SECONDS = 2;

  private final Server server;
  private final EventsResource events;
  private volatile boolean closed;

  /**
   * Starts serving.
   *
   * @param channel the bound port; the server closes it
   * @param address the address that access control goes by
   */
  public HttpServer(
      ServerSocketChannel channel, InetAddress address, Settings settings, WebServices services)
      throws Exception {
    Counters counters = services.counters();
    events =
        new EventsResource(
            services.hub(),
            services.codec(),
            counters,
            services.timer(),
            settings.eventBuffer(),
            settings.heartbeat());
    server = server(services.timer());
    ConnectionTable connections = new ConnectionTable(MAX_CONNECTIONS);
    ServerConnector connector = connector(server, channel, settings, counters);
    connector.addBean(connections);
    server.addConnector(connector);
    AccessToken token = AccessToken.open(services.tokenFile(), services.onNewToken());
    persist(token, services.timer());
    Path tokenFile = services.tokenFile();
    Sessions sessions =
        new Sessions(tokenFile.resolveSibling("web-sessions.json"), token, InstantSource.system());
    AccessPolicy policy =
        new AccessPolicy(
            address,
            settings.names(),
            settings.anyoneMayRead(),
            token,
            services.tokens(),
            sessions,
            tokenFile);
    Dashboard dashboard = new Dashboard(policy);
    List<Route> routes = Routes.of(services, events, policy, dashboard);
    RequestLimit limit =
        new RequestLimit(
            new RateLimit(settings.rate(), System::nanoTime),
            new LocalPrograms(server.getThreadPool(), services.timer()));
    server.setHandler(
        compressed(
            new Router(
                policy,
                limit,
                connections,
                new TrustedProxies(settings.proxies()),
                dashboard,
                counters,
                routes)));
    server.setErrorHandler(
        (request, response, callback) -> {
          Problem problem = problem(request, response);
          counters.refused(problem, request);
          counters.responded(response.getStatus());
          if (problem.status() < HttpStatus.INTERNAL_SERVER_ERROR_500) {
            counters.malformed.add(problem.detail() + " from " + Request.getRemoteAddr(request));
          }
          new HttpExchange(request, response, callback).problem(problem);
          return true;
        });
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** Retries writing the token's file, without which nobody knows the token. */
  private void persist(AccessToken token, ScheduledExecutorService timer) {
    if (!closed && !token.persist()) {
      var unused =
          timer.schedule(() -> persist(token, timer), PERSIST_RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static Server server(ScheduledExecutorService timer) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1, IDLE_THREAD_MILLIS);
    threads.setName("kitty-web");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    return new Server(
        threads,
        new ScheduledExecutorScheduler(timer),
        new ArrayByteBufferPool(-1, -1, -1, Integer.MAX_VALUE, POOLED_MEMORY, POOLED_MEMORY));
  }

  /**
   * Compresses long responses for clients that accept it. Not the event stream, whose events have
   * to go out at once, nor responses to changes, which may contain a secret.
   */
  private static Handler compressed(Handler handler) {
    GzipHandler gzip = new GzipHandler(handler);
    gzip.setIncludedMethods("GET", "HEAD");
    gzip.setIncludedMimeTypes(
        "application/json",
        "text/html",
        "text/javascript",
        "text/css",
        "text/plain",
        "application/manifest+json",
        "image/svg+xml");
    gzip.addExcludedPaths(EventsResource.PATH);
    gzip.setMinGzipSize(MIN_COMPRESSED);
    gzip.setDeflaterPool(new DeflaterPool(MAX_DEFLATERS, Deflater.BEST_SPEED, true));
    return gzip;
  }

  private static ServerConnector connector(
      Server server, ServerSocketChannel channel, Settings settings, Counters counters)
      throws IOException {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER);
    // An id may contain percent escapes. Paths are decoded once, by segment.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with("kitty", UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    HttpConnectionFactory factory = new HttpConnectionFactory(http);
    factory.setInputBufferSize(INPUT_BUFFER);
    ServerConnector connector = new RetryingConnector(server, factory, counters.acceptFailures);
    connector.setHost(settings.address());
    connector.setIdleTimeout(Math.max(MIN_IDLE_MILLIS, 3 * settings.heartbeat().toMillis()));
    connector.setPort(channel.socket().getLocalPort());
    connector.open(channel);
    return connector;
  }

  /** Returns the error that Jetty found in a request, or an internal one. */
  private static Problem problem(Request request, Response response) {
    Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    if (cause instanceof HttpException exception) {
      String reason = exception.getReason();
      return new Problem(exception.getCode(), reason == null ? "" : reason);
    }
    return new Problem(response.getStatus(), "");
  }

  /** Sends an event to the open streams. */
  public void publish(DeviceEvent event) {
    events.publish(event);
  }

  /** Sends the readings of a device to the open streams that asked for them. */
  public void publishReading(Device device) {
    events.publishReading(device);
  }

  /** Closes the port and ends all streams. */
  @Override
  public void close() {
    closed = true;
    try {
      server.stop();
    } catch (Exception e) {
      LOG.debug("The HTTP server did not stop cleanly", e);
    }
    events.close();
    server.destroy();
  }
}
