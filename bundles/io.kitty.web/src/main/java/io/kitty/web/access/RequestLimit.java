// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.web.http.TrustedProxies;
import io.kitty.web.program.LocalPrograms;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/**
 * Limits the request rate of each client: of a token, a session, a program on this machine, or else
 * an address. The program is looked up, which is expensive, only once all local programs without a
 * token together exceed the limit. Any thread.
 */
public final class RequestLimit {

  private static final String PROGRAM = RequestLimit.class.getName();
  private static final String LOOPBACK = "loopback";

  private final RateLimit rate;
  private final LocalPrograms programs;

  public RequestLimit(RateLimit rate, LocalPrograms programs) {
    this.rate = rate;
    this.programs = programs;
  }

  /**
   * Checks a request against the limit of its client.
   *
   * @param caller the caller of the request
   * @param then called with whether the request is admitted: at once, or later by another thread
   */
  public void check(Request request, Caller caller, Consumer<Boolean> then) {
    InetSocketAddress client = TrustedProxies.client(request);
    if (!caller.key().isEmpty()) {
      then.accept(rate.admits(caller.key()));
    } else if (client.getAddress().isLoopbackAddress()) {
      checkProgram(request.getConnectionMetaData(), client, then);
    } else {
      then.accept(rate.admits(RateLimit.keyOf(client.getAddress())));
    }
  }

  private void checkProgram(
      ConnectionMetaData connection, InetSocketAddress client, Consumer<Boolean> then) {
    SocketAddress server = connection.getLocalSocketAddress();
    if (connection.getAttribute(PROGRAM) instanceof String program) {
      then.accept(rate.admits(program));
    } else if (rate.admits(LOOPBACK)) {
      then.accept(true);
    } else if (server instanceof InetSocketAddress local) {
      programs.find(
          client,
          local,
          found -> {
            String program = found.isEmpty() ? LOOPBACK : found;
            connection.setAttribute(PROGRAM, program);
            then.accept(rate.admits(program));
          });
    } else {
      then.accept(false);
    }
  }
}
