// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.web.access.LocalPrograms;
import io.kitty.web.access.RateLimit;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/**
 * Bounds how often one client asks: one with the same token, the same session, the same program of
 * this machine, or else at the same address. A program is found out only once all programs without
 * a token together ask too often, for that is dear. Any thread.
 */
final class RequestLimit {

  private static final String PROGRAM = RequestLimit.class.getName();
  private static final String LOOPBACK = "loopback";

  private final RateLimit rate;
  private final LocalPrograms programs;

  RequestLimit(RateLimit rate, LocalPrograms programs) {
    this.rate = rate;
    this.programs = programs;
  }

  /**
   * Finds out whether a request is one too many.
   *
   * @param caller who sent it
   * @param then told whether it may go on: at once, or soon by another thread
   */
  void check(Request request, Caller caller, Consumer<Boolean> then) {
    InetSocketAddress client = SessionCookies.client(request);
    if (!caller.key().isEmpty()) {
      then.accept(rate.admits(caller.key()));
    } else if (client.getAddress().isLoopbackAddress()) {
      checkProgram(request.getConnectionMetaData(), client, then);
    } else {
      then.accept(rate.admits(RateLimit.client(client.getAddress())));
    }
  }

  private void checkProgram(
      ConnectionMetaData connection, InetSocketAddress client, Consumer<Boolean> then) {
    SocketAddress server = connection.getLocalSocketAddress();
    if (connection.getAttribute(PROGRAM) instanceof String program) {
      then.accept(rate.admits(program));
    } else if (rate.admits(LOOPBACK)) {
      then.accept(true);
    } else if (server instanceof InetSocketAddress ours) {
      programs.find(
          client,
          ours,
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
