// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.server;

import io.kitty.web.http.RateLimitedLog;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connector that pauses after a failed accept. Accepting fails while the process has no free file
 * descriptor, and the connection stays in the backlog, so that the selector would retry at once,
 * and log a stack trace each time.
 */
final class RetryingConnector extends ServerConnector {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final RateLimitedLog failures;

  /**
   * @param failures counts and logs the failures
   */
  RetryingConnector(Server server, HttpConnectionFactory factory, RateLimitedLog failures) {
    super(server, 0, 1, factory);
    this.failures = failures;
  }

  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new ServerConnectorManager(executor, scheduler, selectors) {
      @Override
      protected @Nullable SelectableChannel doAccept(SelectableChannel server) throws IOException {
        try {
          return super.doAccept(server);
        } catch (IOException e) {
          if (!server.isOpen()) {
            throw e;
          }
          failures.add(String.valueOf(e.getMessage()));
          LockSupport.parkNanos(PAUSE_NANOS);
          return null;
        }
      }
    };
  }
}
